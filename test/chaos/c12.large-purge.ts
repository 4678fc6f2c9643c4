import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { quantile } from '../../bench/statistics.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import type { Service } from '../support/service.js';
import { until } from '../support/timing.js';
import type { Fault } from './fault.js';
import { count, happened, milliseconds } from './figures.js';
import { KEY } from './redis.stage.js';
import { Asker } from './purges/asker.js';
import { fill } from './purges/filler.js';
import { withReplicas, type Replicas } from './purges/replicas.js';
import type { Shelf } from './purges/shelves.js';

const TAG = 'large';
const TAGGED = shelfOf('tagged', { tags: [TAG] });
const OTHERS = shelfOf('others', {});
/** What passes before the purge is compared with what passes while it is being kept house. Milliseconds. */
const BEFORE_MS = 2_000;
/** Between two questions to one replica. */
const PAUSE_MS = 2;
const BOUNDS = { obeyedMs: 50, addedMs: 10 };

function row(isQuick: boolean, size: number): Fault {
  return {
    ...{ name: 'c12', isQuick },
    title: `A purge of ${size} answers is obeyed at once, and delays nobody`,
    run: () => run(size),
  };
}

/** Not for every commit: how long a hit takes says much about the machine. */
export const largePurge = row(false, 20_000);
export const largePurgeThorough = row(false, 100_000);

async function run(size: number): Promise<Figure[]> {
  const redis = await startRedis();
  try {
    fill(redis, TAG, size);
    return await withReplicas({ stores: { REDIS_URL: redis.url } }, (replicas) =>
      trial(redis, replicas, size),
    );
  } finally {
    await redis.stop();
  }
}

async function trial(redis: RedisProcess, { services, tally }: Replicas, size: number): Promise<Figure[]> {
  await tally.teach([TAGGED, OTHERS], services);
  await tally.ask([TAGGED, OTHERS], services, 20);
  const asker = new Asker(8 * services.length);
  const watches = services.map((service) => watch(asker, service));
  await sleep(BEFORE_MS);
  const sentAt = performance.now();
  const body = { tags: [TAG] };
  const answer = await services[0].request('POST', '/api/v1/purge', { key: KEY, body });
  const told = answer.body as { number: number };
  const acknowledged = performance.now() - sentAt;
  await until(async () => (await receipt(services[0], told.number)).done);
  const doneAt = performance.now();
  const { purged } = await receipt(services[0], told.number);
  const seen = (await Promise.all(watches.map((end) => end()))).flat();
  await asker.close();
  const left = Number(redis.cli('zcard', `ragcache:tag:acme:${TAG}`));
  return [
    happened('it was acknowledged', answer.status === 200),
    milliseconds('until it was acknowledged', acknowledged),
    milliseconds('until all was deleted', doneAt - sentAt),
    count('answers that were not deleted', size + TAGGED.bodies.length - purged + left, 0),
    ...figuresOf(seen, sentAt, doneAt),
  ];
}

/** One question, and when it was sent and answered. */
interface Seen {
  readonly isTagged: boolean;
  readonly isHit: boolean;
  readonly at: number;
  readonly ms: number;
}

function figuresOf(seen: readonly Seen[], sentAt: number, doneAt: number): Figure[] {
  const hits = seen.filter(({ isTagged, isHit }) => !isTagged && isHit);
  const before = hits.filter(({ at }) => at < sentAt).map(({ ms }) => ms);
  const during = hits.filter(({ at }) => at >= sentAt && at < doneAt).map(({ ms }) => ms);
  const served = seen.filter(({ isTagged, isHit }) => isTagged && isHit);
  // When it was sent: what is on its way then may still be answered.
  const lastServed = Math.max(0, ...served.map(({ at }) => at - sentAt));
  return [
    milliseconds('last one served was asked so long after the purge was sent', lastServed, BOUNDS.obeyedMs),
    count('hits before', before.length),
    count('hits while it was being deleted', during.length),
    milliseconds('a hit before, p50', quantile(before, 0.5)),
    milliseconds('a hit before, p99', quantile(before, 0.99)),
    milliseconds('a hit before, slowest', Math.max(...before)),
    milliseconds('a hit meanwhile, p50', quantile(during, 0.5)),
    milliseconds('a hit meanwhile, p99', quantile(during, 0.99)),
    milliseconds('a hit meanwhile, slowest', Math.max(...during)),
    milliseconds(
      'added to the p99',
      Math.max(0, quantile(during, 0.99) - quantile(before, 0.99)),
      BOUNDS.addedMs,
    ),
  ];
}

/** Asks one replica for tagged and other answers in turn, until it is told to end. */
function watch(asker: Asker, { url }: Service): () => Promise<Seen[]> {
  const seen: Seen[] = [];
  let isOver = false;
  const ask = async (shelf: Shelf, turn: number) => {
    const at = performance.now();
    const body = shelf.bodies[turn % shelf.bodies.length]!;
    const { status, ms } = await asker.ask({ url, key: KEY, body, directive: 'only-if-cached' });
    seen.push({ isTagged: shelf === TAGGED, isHit: status === 200, at, ms });
  };
  const asking = (async () => {
    for (let turn = 0; !isOver; turn++) {
      await ask(turn % 2 === 0 ? TAGGED : OTHERS, turn);
      await sleep(PAUSE_MS);
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    return seen;
  };
}

async function receipt(service: Service, number: number): Promise<{ purged: number; done: boolean }> {
  const { body } = await service.request('GET', `/api/v1/purges/${number}`, { key: KEY });
  return body as { purged: number; done: boolean };
}

function shelfOf(name: string, cache: object): Shelf {
  const bodies = Array.from({ length: 50 }, (_, at) => ({
    query: `What says page ${at} of the ${name}?`,
    cache,
  }));
  return { kind: 'tag', key: KEY, bodies };
}
