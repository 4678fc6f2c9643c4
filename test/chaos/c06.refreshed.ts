import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import type { Service } from '../support/service.js';
import { until } from '../support/timing.js';
import { count, happened } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { KEY } from './redis.stage.js';
import { onProxiedRedis, type OnProxiedRedis } from './purges/on-redis.js';
import type { Replicas } from './purges/replicas.js';

const ROUNDS = 8;
const SLOW_MS = 400;
const LOCK_MS = 150;
/** A write is there, or refused, so long after the answer. */
const WRITTEN_MS = 150;
/** An answer that is not stored after so many asks never will be. */
const TRIES = 20;

interface Size {
  /** Per round. */
  readonly asks: number;
}

interface Meeting {
  /** `Cache-Control` of the older request. */
  readonly older?: string;
  /** What the refresh takes. Milliseconds. */
  readonly newerMs: number;
}

/** How the older call and the newer one meet. */
const MEETINGS = {
  /** An ordinary call of one replica is slow; another one refreshes meanwhile. */
  'an older call ends after the refresh': { newerMs: 5 },
  'an older refresh ends after the refresh': { older: 'no-cache', newerMs: 5 },
  'an older call ends before the refresh': { newerMs: 2 * SLOW_MS },
} satisfies Record<string, Meeting>;

export const refreshed = inTwoSizes<Size>({
  name: 'c06',
  title: `A refresh meets an older call of another replica, ${ROUNDS} rounds each way`,
  sizes: { quick: { asks: 9 }, thorough: { asks: 200 } },
  run: ({ asks }) =>
    onProxiedRedis({ stores: { FLIGHT_LOCK_MS: `${LOCK_MS}` } }, (stage) => trial(stage, asks)),
});

async function trial(stage: OnProxiedRedis, asks: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, meeting] of Object.entries(MEETINGS)) {
    const queries = queriesFor(name);
    await meet(stage, queries, meeting);
    figures.push(...(await figuresOf(name, stage, { queries, asks })));
  }
  const name = 'its lock was lost';
  const queries = queriesFor(name);
  await loseLocks(stage, queries);
  return [...figures, ...(await figuresOf(name, stage, { queries, asks }))];
}

function queriesFor(name: string): string[] {
  return Array.from({ length: ROUNDS }, (_, round) => `What is said in round ${round} when ${name}?`);
}

async function meet(
  { services: [one, other], simulator }: Replicas,
  queries: readonly string[],
  { older, newerMs }: Meeting,
): Promise<void> {
  const slow = await begin(one, simulator, { queries, older, latencyMs: SLOW_MS });
  simulator.behave({ latencyMs: newerMs, say: { text: 'new' } });
  await Promise.all(queries.map((query) => untilStored(other, query, 'no-cache')));
  await slow.answered;
  await sleep(WRITTEN_MS);
}

/** The first replica can't renew its locks; the second takes them, and has its answers first. */
async function loseLocks(
  { services: [one, other], simulator, proxy }: OnProxiedRedis,
  queries: readonly string[],
): Promise<void> {
  const slow = await begin(one, simulator, { queries, latencyMs: 3 * SLOW_MS });
  proxy.set({ hold: /./ });
  simulator.behave({ latencyMs: 5, say: { text: 'new' } });
  await Promise.all(queries.map((query) => untilStored(other, query)));
  await slow.answered;
  proxy.set({});
  proxy.release();
  await sleep(WRITTEN_MS);
}

/** Starts slow calls; resolves when the model has them. */
async function begin(
  service: Service,
  simulator: Replicas['simulator'],
  { queries, older, latencyMs }: { queries: readonly string[]; older?: string; latencyMs: number },
): Promise<{ readonly answered: Promise<unknown> }> {
  const wanted = simulator.calls().total + queries.length;
  simulator.behave({ latencyMs, say: { text: 'old' } });
  const answered = Promise.all(queries.map((query) => send(service, query, older)));
  await until(() => simulator.calls().total >= wanted);
  return { answered };
}

async function figuresOf(
  name: string,
  { services }: Replicas,
  { queries, asks }: { queries: readonly string[]; asks: number },
): Promise<Figure[]> {
  const seen = { old: 0, new: 0 };
  for (let turn = 0; turn < asks * queries.length; turn++) {
    const query = queries[turn % queries.length]!;
    const { body } = await send(services[turn % services.length]!, query, 'only-if-cached');
    if (body.response === 'old') seen.old++;
    if (body.response === 'new') seen.new++;
  }
  return [
    count(`asked: ${name}`, asks * queries.length),
    count('… served the older answer', seen.old, 0),
    happened('… served the newer one', seen.new > 0),
  ];
}

/** The registry may be late on a busy machine, and then an answer says that it is not stored: there is nothing newer yet. */
async function untilStored(service: Service, query: string, directive?: string): Promise<void> {
  for (let left = TRIES; left > 0; left--) {
    const { headers } = await send(service, query, directive);
    if (/; (stored|hit)\b/.test(headers['cache-status'] ?? '')) return;
  }
  throw new Error('The newer answer was not stored.');
}

function send(service: Service, query: string, directive?: string) {
  const headers = directive === undefined ? undefined : { 'cache-control': directive };
  return service.ask({ query }, KEY, { headers });
}
