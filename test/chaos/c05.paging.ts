import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { count, happened } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { onProxiedRedis, type OnProxiedRedis } from './purges/on-redis.js';
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

export const paging = inTwoSizes<Size>({
  name: 'c05',
  title: ({ live, expired }) =>
    `A purge pages through ${live} live and ${expired} expired answers while others write`,
  sizes: {
    quick: { live: 300, expired: 120, rounds: 1 },
    thorough: { live: 1_500, expired: 600, rounds: 4 },
  },
  run: (size) => onProxiedRedis({}, (stage) => trial(stage, size)),
});

async function trial(stage: OnProxiedRedis, { live, expired, rounds }: Size): Promise<Figure[]> {
  const { services, tally } = stage;
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
  const unlisted = await withoutListing(stage, rounds);
  return [
    count('batches written beside', writing.written),
    happened('the cut came between the commands', unlisted),
    ...tally.figures(),
  ];
}

/** The connection of the writer ends when it is about to list what it stores; then its tag is purged. Gives whether it was cut. */
async function withoutListing(
  { services, tally, redis, proxy }: OnProxiedRedis,
  rounds: number,
): Promise<boolean> {
  const unlisted = shelfOf('unlisted', 20, { tags: ['unlisted'] });
  proxy.set({ cutAt: LISTING });
  for (const body of unlisted.bodies) {
    await tally.answer([{ ...unlisted, bodies: [body] }], services[0]);
    await sleep(50);
  }
  proxy.set({});
  const isListed = redis.cli('exists', 'ragcache:tag:acme:unlisted').trim() === '1';
  await tally.forgetWhole({ ...unlisted, purge: { tags: ['unlisted'] } }, services[1]);
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
