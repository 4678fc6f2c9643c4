import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../../bench/bench-part.js';
import { quantile } from '../../../bench/statistics.js';
import { ACME_KEY } from '../../e2e/stage.js';
import type { Service } from '../../support/service.js';
import { until } from '../../support/timing.js';
import { count, happened, milliseconds } from '../figures.js';
import { Asker } from './asker.js';
import type { Shelf } from './shelves.js';

export const TAG = 'large';
/** Answers that the purge names, among many others. */
export const TAGGED = shelfOf('tagged', { tags: [TAG] });
/** Those that it does not. */
export const OTHERS = shelfOf('others', {});
/** What passes before the purge is compared with what passes while it is being kept house. Milliseconds. */
const BEFORE_MS = 2_000;
/** Between two questions to one replica. */
const PAUSE_MS = 2;

/** One question, and when it was sent and answered. Milliseconds of the monotonic clock. */
interface Seen {
  readonly isTagged: boolean;
  readonly isHit: boolean;
  readonly at: number;
  readonly ms: number;
}

/** A purge by tag, and what was answered before and beside it. */
export interface WatchedPurge {
  readonly status: number;
  /** How many answers it says were deleted. */
  readonly purged: number;
  readonly sentAt: number;
  readonly acknowledgedAt: number;
  readonly doneAt: number;
  readonly seen: readonly Seen[];
}

/** Purges the tag through the first replica while all of them are asked, until all is deleted. Both shelves are taught before. */
export async function purgeWatched(services: readonly [Service, ...Service[]]): Promise<WatchedPurge> {
  const asker = new Asker(8 * services.length);
  const watches = services.map((service) => watch(asker, service));
  await sleep(BEFORE_MS);
  const sentAt = performance.now();
  const body = { tags: [TAG] };
  const { status, body: told } = await services[0].request('POST', '/api/v1/purge', { key: ACME_KEY, body });
  const acknowledgedAt = performance.now();
  const { number } = told as { number: number };
  await until(async () => (await receipt(services[0], number)).done);
  const doneAt = performance.now();
  const { purged } = await receipt(services[0], number);
  const seen = (await Promise.all(watches.map((end) => end()))).flat();
  await asker.close();
  return { status, purged, sentAt, acknowledgedAt, doneAt, seen };
}

/** Hits of what is not purged. Milliseconds. */
export function hitsOf({ seen, sentAt, doneAt }: WatchedPurge): { before: number[]; meanwhile: number[] } {
  const hits = seen.filter(({ isTagged, isHit }) => !isTagged && isHit);
  return {
    before: hits.filter(({ at }) => at < sentAt).map(({ ms }) => ms),
    meanwhile: hits.filter(({ at }) => at >= sentAt && at < doneAt).map(({ ms }) => ms),
  };
}

/** When the last of the purged answers that was served was asked for. Milliseconds after the purge was sent: what is on its way then may still be answered. */
export function lastServed({ seen, sentAt }: WatchedPurge): number {
  const served = seen.filter(({ isTagged, isHit }) => isTagged && isHit);
  return Math.max(0, ...served.map(({ at }) => at - sentAt));
}

/** @param slowestMs what the slowest hit beside it may take; no bound by default. */
export function figuresOf(purge: WatchedPurge, slowestMs?: number): Figure[] {
  const { status, seen, sentAt, acknowledgedAt, doneAt } = purge;
  const { before, meanwhile } = hitsOf(purge);
  const isServed = ({ isTagged, isHit, at }: Seen) => isTagged && isHit && at > acknowledgedAt;
  return [
    happened('it was acknowledged', status === 200),
    milliseconds('until it was acknowledged', acknowledgedAt - sentAt),
    milliseconds('until all was deleted', doneAt - sentAt),
    count('asked', seen.length),
    count('purged answers served after their acknowledgement', seen.filter(isServed).length, 0),
    count('hits before', before.length),
    count('hits while it was being deleted', meanwhile.length),
    milliseconds('a hit before, p50', quantile(before, 0.5)),
    milliseconds('a hit before, p99', quantile(before, 0.99)),
    milliseconds('a hit before, slowest', Math.max(...before)),
    milliseconds('a hit meanwhile, p50', quantile(meanwhile, 0.5)),
    milliseconds('a hit meanwhile, p99', quantile(meanwhile, 0.99)),
    milliseconds('a hit meanwhile, slowest', Math.max(...meanwhile), slowestMs),
  ];
}

/** Asks one replica for tagged and other answers in turn, until it is told to end. */
function watch(asker: Asker, { url }: Service): () => Promise<Seen[]> {
  const seen: Seen[] = [];
  let isOver = false;
  const ask = async (shelf: Shelf, turn: number) => {
    const at = performance.now();
    const body = shelf.bodies[turn % shelf.bodies.length]!;
    const { status, ms } = await asker.ask({ url, key: ACME_KEY, body, directive: 'only-if-cached' });
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
  const { body } = await service.request('GET', `/api/v1/purges/${number}`, { key: ACME_KEY });
  return body as { purged: number; done: boolean };
}

/** The exact tier alone is asked. */
function shelfOf(name: string, cache: object): Shelf {
  const bodies = Array.from({ length: 50 }, (_, at) => ({
    query: `What says page ${at} of the ${name}?`,
    cache: { ...cache, mode: 'exact' },
  }));
  return { kind: 'tag', key: ACME_KEY, bodies };
}
