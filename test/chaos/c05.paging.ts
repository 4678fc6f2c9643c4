import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { startChaosProxy, type ChaosProxy } from '../support/chaos.proxy.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import type { Fault } from './fault.js';
import { count, happened } from './figures.js';
import { withReplicas, type Replicas } from './purges/replicas.js';
import type { Shelf } from './purges/shelves.js';
import { ACME_KEY } from '../e2e/stage.js';

const TAGS = ['paged'];
/** An entry that expires while it is being taught would be taught for ever. */
const SHORT_SECONDS = 2;
const WRITERS = 4;
/** The command that puts an entry into the listing of its tag. */
const LISTING = /ragcache:tag:acme:unlisted/;

interface Size {
  readonly live: number;
  readonly expired: number;
  readonly rounds: number;
}

function row(isQuick: boolean, size: Size): Fault {
  return {
    ...{ name: 'c05', isQuick },
    title: `A purge pages through ${size.live} live and ${size.expired} expired answers while others write`,
    run: () => run(size),
  };
}

export const paging = row(true, { live: 300, expired: 120, rounds: 1 });
export const pagingThorough = row(false, { live: 1_500, expired: 600, rounds: 4 });

async function run(size: Size): Promise<Figure[]> {
  const redis = await startRedis();
  const proxy = await startChaosProxy(redis.port);
  const own: Record<string, string>[] = [{}, {}, { REDIS_URL: `redis://127.0.0.1:${proxy.port}` }];
  try {
    return await withReplicas({ stores: { REDIS_URL: redis.url }, own }, (replicas) =>
      trial(replicas, { redis, proxy }, size),
    );
  } finally {
    await proxy.close();
    await redis.stop();
  }
}

async function trial(
  { services, tally }: Replicas,
  { redis, proxy }: { redis: RedisProcess; proxy: ChaosProxy },
  { live, expired, rounds }: Size,
): Promise<Figure[]> {
  const shelf = shelfOf('live', live, { tags: TAGS });
  await tally.answer([shelfOf('short', expired, { tags: TAGS, ttl: SHORT_SECONDS })], services[0]);
  await tally.teach([shelf], services);
  await sleep(SHORT_SECONDS * 1_000);
  const writing = { isOver: false, written: 0 };
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    while (!writing.isOver) {
      const more = shelfOf(`writer ${writer} of ${writing.written++}`, 5, { tags: TAGS });
      await tally.answer([more], services[writer % services.length]!);
    }
  });
  await tally.forget(shelf, services[1]);
  await tally.ask([shelf], services, rounds);
  writing.isOver = true;
  await Promise.all(writers);
  const unlisted = await withoutListing({ services, tally }, { redis, proxy }, rounds);
  return [
    count('batches written beside', writing.written),
    happened('the cut came between the commands', unlisted),
    ...tally.figures(),
  ];
}

/** The connection of the writer ends when it is about to list what it stores; then its tag is purged. Gives whether it was cut. */
async function withoutListing(
  { services, tally }: Pick<Replicas, 'services' | 'tally'>,
  { redis, proxy }: { redis: RedisProcess; proxy: ChaosProxy },
  rounds: number,
): Promise<boolean> {
  const unlisted = shelfOf('unlisted', 20, { tags: ['unlisted'] });
  proxy.set({ cutAt: LISTING });
  for (const body of unlisted.bodies) {
    await tally.answer([{ ...unlisted, bodies: [body] }], services[2]!);
    await sleep(50);
  }
  proxy.set({});
  const isListed = redis.cli('exists', 'ragcache:tag:acme:unlisted').trim() === '1';
  await tally.forgetWhole({ ...unlisted, purge: { tags: ['unlisted'] } }, services[0]);
  await tally.ask([unlisted], services, rounds);
  return !isListed;
}

function shelfOf(name: string, size: number, cache: object): Shelf {
  return {
    ...{ kind: 'tag', key: ACME_KEY, purge: { tags: TAGS } },
    bodies: Array.from({ length: size }, (_, at) => ({
      query: `What says page ${at} of the ${name}?`,
      cache,
    })),
  };
}
