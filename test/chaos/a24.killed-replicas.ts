import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import type { Service } from '../support/service.js';
import type { Fault } from './fault.js';
import { count } from './figures.js';
import { KEY, type RedisStage, withRedisStage } from './redis.stage.js';

const KILLS = 20;
const BETWEEN_MS = 500;
const QUESTIONS = 30;
const CALLERS = 6;

/** What the callers saw. */
interface Seen {
  answers: number;
  wrong: number;
  /** Entries that were served from before a purge that had been acknowledged when the request was sent. */
  undone: number;
}

/** Replicas die at random while questions and purges go on. */
export const killedReplicas: Fault = {
  name: 'a24',
  title: `Replicas are killed at random, ${KILLS} times, beside questions and purges`,
  isQuick: false,
  run: () => withRedisStage({ replicas: 0, latencyMs: 5 }, killAgainAndAgain),
};

async function killAgainAndAgain({ launch }: RedisStage): Promise<Figure[]> {
  const replicas = [await launch(), await launch(), await launch()];
  const seen: Seen = { answers: 0, wrong: 0, undone: 0 };
  const purged = new Set<string>();
  let isOver = false;
  const callers = Array.from({ length: CALLERS }, async () => {
    while (!isOver) await look(replicas, purged, seen);
  });
  const purges = (async () => {
    while (!isOver) await purge(replicas, purged);
  })();
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(BETWEEN_MS);
    const victim = random(replicas.length);
    await replicas[victim]!.kill();
    replicas[victim] = await launch();
  }
  isOver = true;
  await Promise.all([...callers, purges]);
  await Promise.all(replicas.map((replica) => replica.stop()));
  return [
    count('answers', seen.answers),
    count('purged entries', purged.size),
    count('answers to another question', seen.wrong, 0),
    count('answers that were purged before the question was sent', seen.undone, 0),
  ];
}

/** One question to a replica at random; one that just died gives no answer. */
async function look(replicas: readonly Service[], purged: ReadonlySet<string>, seen: Seen): Promise<void> {
  const query = `What does chapter ${random(QUESTIONS)} say?`;
  const gone = new Set(purged);
  const answer = await anyOf(replicas)
    .ask({ query }, KEY)
    .catch(() => undefined);
  if (answer?.status !== 200) return void (await sleep(10));
  seen.answers++;
  if (!String(answer.body.response).includes(query)) seen.wrong++;
  const entry = answer.headers['x-cache-entry'];
  if (entry && gone.has(entry)) seen.undone++;
}

/** What is known to be there, then a purge; once it is acknowledged all of that must be gone, on every replica. */
async function purge(replicas: readonly Service[], purged: Set<string>): Promise<void> {
  await sleep(BETWEEN_MS / 2);
  const entries = await Promise.all(
    Array.from({ length: QUESTIONS }, async (_, chapter) => {
      const asked = anyOf(replicas).ask({ query: `What does chapter ${chapter} say?` }, KEY);
      return (await asked.catch(() => undefined))?.headers['x-cache-entry'];
    }),
  );
  const order = { key: KEY, body: { all: true } };
  const answer = await anyOf(replicas)
    .request('POST', '/api/v1/purge', order)
    .catch(() => undefined);
  if (answer?.status !== 200) return;
  for (const entry of entries) if (entry) purged.add(entry);
}

function anyOf(replicas: readonly Service[]): Service {
  return replicas[random(replicas.length)]!;
}

function random(below: number): number {
  return Math.floor(Math.random() * below);
}
