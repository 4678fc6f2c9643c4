import type { Hit, CacheReader } from '@app/cache';
import { RagCacheError } from '@app/core';
import type { FlightFinding, SingleFlight } from './flights/single-flight.js';
import { cachePlanOf, type CachePlan } from './plan/cache-plan.js';
import { callPlanOf, type Miss } from './plan/call-plan.js';
import type { AnswerRequest } from './request.js';
import type { Search } from './upstream/upstream-client.js';

/** An answer from the cache, or a flight to wait for. */
export type Finding = { readonly kind: 'hit'; readonly hit: Hit } | FlightFinding;

const NOTHING_READ: Miss = { kind: 'miss' };

/** Finds an answer in the cache or subscribes to the call that brings it, as far as the request's plan allows. */
export class FindAnswer {
  constructor(
    private readonly reader: CacheReader,
    private readonly flights: SingleFlight,
  ) {}

  /** @throws RagCacheError `not_in_cache` for a request that accepts only stored answers when there is none. */
  async find<Request extends AnswerRequest>(search: Search<Request>): Promise<Finding> {
    const plan = cachePlanOf(search.request);
    const found = await this.read(search, plan);
    if (found.kind !== 'miss') return found;
    if (plan.call === 'refuse') throw notInCache();
    // Awaited, so that the stack of a call shows its request.
    return await this.flights.subscribe(search, callPlanOf(search.request, plan, found));
  }

  /** The exact and canonical tiers, then the calls in progress, then the semantic tier. */
  private async read<Request extends AnswerRequest>(
    search: Search<Request>,
    plan: CachePlan,
  ): Promise<Finding | Miss> {
    const { ask } = search.request;
    if (plan.read === 'nothing') return NOTHING_READ;
    if (plan.read === 'state') return { kind: 'miss', state: await this.reader.readState(ask) };
    const { hit, state, isTooOld } = await this.reader.lookUp(ask);
    if (hit) return { kind: 'hit', hit };
    if (!state) return NOTHING_READ;
    const miss: Miss = { kind: 'miss', state, isTooOld };
    const joined = plan.call === 'join' && this.flights.join(search, callPlanOf(search.request, plan, miss));
    if (joined) return joined;
    const { hit: similar, declined } = await this.reader.lookUpSimilar({ ...ask, state });
    return similar ? { kind: 'hit', hit: similar } : { ...miss, declined };
  }
}

function notInCache(): RagCacheError {
  const detail = 'There is no such answer in memory, and the request wants none from the model.';
  return new RagCacheError('not_in_cache', detail);
}
