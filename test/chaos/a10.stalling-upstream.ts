import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { startChaosProxy, type ChaosProxy } from '../support/chaos.proxy.js';
import { fresh } from '../support/questions.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { atOnce, timed, type TimedAnswer } from '../support/timed.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';

const DEADLINE_MS = 800;
const LATE_MS = 250;
const CALLERS = 10;
/** A busy machine wakes everybody late now and then: the calmest round counts. */
const ROUNDS = 3;
/** For the simulator to see that a socket was closed. */
const NOTICE_MS = 200;

interface Play {
  readonly simulator: Simulator;
  readonly proxy: ChaosProxy;
  readonly service: Service;
}

export const stallingUpstream: Fault = {
  name: 'a10',
  title: `The upstream falls silent; the deadline is ${DEADLINE_MS} ms`,
  isQuick: true,
  run: async () => {
    const play = await open();
    try {
      return await stallInEveryWay(play);
    } finally {
      await play.service.stop();
      await play.proxy.close();
      await play.simulator.close();
    }
  },
};

async function open(): Promise<Play> {
  const simulator = await startSimulator();
  const proxy = await startChaosProxy(Number(new URL(simulator.url).port));
  const service = await startService({
    ...basics(simulator),
    OPENAI_BASE_URL: `http://127.0.0.1:${proxy.port}/v1`,
    REQUEST_TIMEOUT_MS: String(DEADLINE_MS),
  });
  return { simulator, proxy, service };
}

async function stallInEveryWay(play: Play): Promise<Figure[]> {
  const { simulator, proxy, service } = play;
  // The first question pays for what is made on first use.
  await service.ask({ query: 'Who is there?' }, ACME_KEY);
  simulator.behave({ stall: 'before-headers' });
  const before = [...(await stall(play, 'before headers')), leftOpen(simulator, ROUNDS * CALLERS)];
  simulator.behave({ stall: 'after-headers' });
  const after = [...(await stall(play, 'after headers')), leftOpen(simulator, 2 * ROUNDS * CALLERS)];
  proxy.set({ blackHole: true });
  return [...before, ...after, ...(await stall(play, 'taken and never read'))];
}

async function stall({ service }: Play, kind: string): Promise<Figure[]> {
  const rounds: TimedAnswer[][] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await stallOnce(service, `${kind}-${round}`));
  await sleep(NOTICE_MS);
  const others = rounds
    .flat()
    .filter(({ status, body }) => status !== 504 || body.code !== 'upstream_timeout');
  const slowest = rounds.map((answers) => Math.max(...answers.map(({ ms }) => ms)));
  return [
    count(`${kind}: not a 504 upstream_timeout`, others.length, 0),
    milliseconds('… after the deadline', Math.min(...slowest) - DEADLINE_MS, LATE_MS),
  ];
}

/** A model of its own per question, so that no breaker speaks for the upstream. */
function stallOnce(service: Service, round: string): Promise<TimedAnswer[]> {
  const next = fresh();
  return atOnce(CALLERS, (number) =>
    timed(() => service.ask({ query: next(), model: `${round}-${number}` }, ACME_KEY)),
  );
}

function leftOpen(simulator: Simulator, expected: number): Figure {
  return count('… calls left open upstream', expected - simulator.calls().aborted, 0);
}
