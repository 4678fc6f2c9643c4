import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { KEY, type RedisStage, withRedisStage } from './redis.stage.js';

const ANSWER_MS = 1_500;
const LOCK_MS = 3_000;
const SLACK_MS = 1_000;

/** The replica that asks for all dies; those who wait on another one go on when its lock runs out. */
export const deadLeader: Fault = {
  name: 'a24',
  title: 'The replica that asks the model for all dies',
  isQuick: true,
  run: () => withRedisStage({ replicas: 1, latencyMs: ANSWER_MS }, deathOfLeader),
};

async function deathOfLeader({ services, simulator, launch }: RedisStage): Promise<Figure[]> {
  const leader = await launch();
  const before = simulator.calls().total;
  const lost = leader.ask({ query: 'How many legs has a spider?' }, KEY).catch(() => undefined);
  while (simulator.calls().total === before) await sleep(10);
  const waiting = performance.now();
  const asked = services[0]!.ask({ query: 'How many legs has a spider?' }, KEY);
  await sleep(ANSWER_MS / 2);
  await leader.kill();
  const { status } = await asked;
  await lost;
  const waited = performance.now() - waiting;
  return [
    count('failed requests of the waiting replica', status === 200 ? 0 : 1, 0),
    count('calls of the model', simulator.calls().total - before, 2),
    milliseconds('its wait beyond one answer', waited - ANSWER_MS, LOCK_MS + SLACK_MS),
  ];
}
