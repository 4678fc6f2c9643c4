import type { SkipReason } from '@app/cache';
import type { Forwarded } from '../query-result.js';
import type { Lookup } from '../request.js';

/** Reasons not to store an answer that are known before the call is made. */
export type NotStoringReason = Extract<
  SkipReason,
  'not-asked-to' | 'uncacheable' | 'volatile' | 'registry-unavailable' | 'write-limit'
>;

/** What a request may read, join and store. It follows from the request alone and is decided before anything is read. */
export interface CachePlan {
  /** `tiers`: look for an answer. `state`: read only the registry's numbers, which a new answer is stored with. */
  readonly read: 'tiers' | 'state' | 'nothing';
  /**
   * What happens when no answer was read. `join`: join a call in progress, or start one. `replace`: start a call that later requests
   * join. `alone`: start a call that nobody joins. `refuse`: make no call.
   */
  readonly call: 'join' | 'replace' | 'alone' | 'refuse';
  /** Why the answer is not stored; absent = it may be stored. */
  readonly notStoring?: NotStoringReason;
  /** How the call is reported. */
  readonly forwarded: Forwarded;
}

const MISS = { kind: 'miss', collapsed: false } as const;
const REFRESH = { kind: 'refresh' } as const;
const ALONE = { call: 'alone', notStoring: 'not-asked-to' } as const;

const LOOK_UP: CachePlan = { read: 'tiers', call: 'join', forwarded: MISS };
const LOOK_UP_ONLY: CachePlan = { read: 'tiers', call: 'refuse', forwarded: MISS };
const LOOK_UP_WITHOUT_STORING: CachePlan = { read: 'tiers', ...ALONE, forwarded: MISS };
const REFRESHING: CachePlan = { read: 'state', call: 'replace', forwarded: REFRESH };
const REFRESHING_WITHOUT_STORING: CachePlan = { read: 'nothing', ...ALONE, forwarded: REFRESH };
const REFUSING: CachePlan = { read: 'nothing', call: 'refuse', forwarded: MISS };
const UNCACHEABLE: CachePlan = { read: 'nothing', ...ALONE, notStoring: 'uncacheable', forwarded: MISS };
const NEVER_STORED: CachePlan = {
  ...{ read: 'nothing', ...ALONE, notStoring: 'volatile' },
  forwarded: { ...MISS, notStored: 'volatile' },
};

/** Directives in the sense of RFC 9111; a reason to leave the cache out comes before them. */
export function cachePlanOf(request: Lookup): CachePlan {
  const { noCache, noStore, onlyIfCached } = request.directives ?? {};
  const withoutCache = planWithoutCache(request);
  if (onlyIfCached && (withoutCache || noCache)) return refusedUnlessAskedFor(request, withoutCache);
  if (withoutCache) return withoutCache;
  if (noCache) return noStore ? REFRESHING_WITHOUT_STORING : REFRESHING;
  if (onlyIfCached) return LOOK_UP_ONLY;
  return noStore ? LOOK_UP_WITHOUT_STORING : LOOK_UP;
}

function planWithoutCache({ bypass, isUncacheable, isNeverStored }: Lookup): CachePlan | undefined {
  if (bypass) return { read: 'nothing', ...ALONE, forwarded: { kind: 'bypass', reason: bypass } };
  if (isUncacheable) return UNCACHEABLE;
  return isNeverStored ? NEVER_STORED : undefined;
}

/** With `only-if-cached`, a request without the cache is refused, unless the caller itself switched the cache off: then the model is asked. */
function refusedUnlessAskedFor({ bypass }: Lookup, withoutCache?: CachePlan): CachePlan {
  const isAskedFor = bypass === 'use-cache-false' || bypass === 'mode-off';
  return withoutCache && isAskedFor ? withoutCache : REFUSING;
}
