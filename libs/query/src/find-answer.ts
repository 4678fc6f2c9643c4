import { RagCacheError } from '@app/core';
import type { DirectFinding, KnownAsk, Recall } from '@app/cache';
import { admitted, Admissions } from './admissions.js';
import type { FlightBoard } from './flights/flight-board.port.js';
import { boardKey, type FlightPlan, refreshing, remembering, unplaced } from './flight-plan.js';
import type { Flight } from './flights/flight.js';
import type { Forwarded } from './query-result.js';
import type { Finding, Lookup, Search } from './search.js';

/** Looks in memory and among the calls in the air, as far as the request's directives allow; starts a flight otherwise. */
export class FindAnswer {
  private readonly admissions = new Admissions();

  constructor(
    private readonly recall: Recall,
    private readonly board: FlightBoard,
  ) {}

  /** @throws RagCacheError `not_in_cache` for a request that wants an answer from memory or none. */
  async find(search: Search): Promise<Finding> {
    const { request, works } = search;
    const { noCache, noStore, onlyIfCached } = request.directives ?? {};
    if (onlyIfCached && neverReads(request)) throw notInCache();
    if (request.bypass) return this.alone(search, { kind: 'bypass', reason: request.bypass });
    if (request.isUncacheable) return this.alone(search, MISS, works.forgotten('uncacheable'));
    if (request.isNeverKept) return this.alone(search, UNKEPT, works.forgotten('volatile'));
    if (!noCache) return this.lookUp(search);
    return noStore ? this.alone(search, REFRESH) : this.refresh(search);
  }

  private async lookUp(search: Search): Promise<Finding> {
    const { ask } = search.request;
    const found = await this.recall.direct(ask);
    if (found.hit) return { kind: 'hit', hit: found.hit };
    if (found.state) return this.byMeaning(search, { ...ask, state: found.state }, found);
    return this.fly(search, { ...unplaced(search), forwarded: MISS });
  }

  private async byMeaning(search: Search, ask: KnownAsk, { isTooOld }: DirectFinding): Promise<Finding> {
    const key = boardKey(ask);
    const forwarded = { ...MISS, isTooOld };
    const joined = this.join(search, key, forwarded);
    if (joined) return joined;
    const { hit, declined } = await this.recall.byMeaning(ask);
    if (hit) return { kind: 'hit', hit };
    const workIf = remembering(search, ask, { looksAgain: true });
    return this.fly(search, { key, workIf, forwarded: { ...forwarded, declined } });
  }

  private async fly(search: Search, plan: FlightPlan): Promise<Finding> {
    const { onlyIfCached, noStore } = search.request.directives ?? {};
    if (onlyIfCached) throw notInCache();
    if (noStore) return this.alone(search, plan.forwarded);
    return this.join(search, plan.key, plan.forwarded) ?? this.start(search, plan);
  }

  /** Being admitted may take its time: whoever wants the same meanwhile waits for that, and finds the call in the air. */
  private start(search: Search, plan: FlightPlan): Promise<Finding> {
    if (!search.request.account) return this.begin(search, plan);
    return this.admissions.inTurn(plan.key, async () => {
      return this.join(search, plan.key, plan.forwarded) ?? this.begin(search, plan);
    });
  }

  /** Somebody for whom nobody counts may have started meanwhile. */
  private async begin(search: Search, { key, workIf, forwarded }: FlightPlan): Promise<Finding> {
    const mayWrite = await admitted(search.request);
    const joined = this.join(search, key, forwarded);
    if (joined) return joined;
    const flight = this.board.start(key, workIf(mayWrite), { shared: search.delivery === 'whole' });
    return seated(flight, search, forwarded);
  }

  private join(search: Search, key: string, forwarded: FlightPlan['forwarded']): Finding | undefined {
    const { onlyIfCached, noStore } = search.request.directives ?? {};
    const inTheAir = onlyIfCached || noStore ? undefined : this.board.find(key);
    return inTheAir && seated(inTheAir, search, { ...forwarded, collapsed: true });
  }

  private async refresh(search: Search): Promise<Finding> {
    const { ask } = search.request;
    const state = await this.recall.place(ask);
    const { key, workIf } = state ? refreshing(search, { ...ask, state }) : unplaced(search);
    const mayWrite = await admitted(search.request);
    const options = { shared: search.delivery === 'whole', replace: true };
    const flight = this.board.start(key, workIf(mayWrite), options);
    return seated(flight, search, REFRESH);
  }

  private async alone(
    search: Search,
    forwarded: Forwarded,
    work = search.works.forgotten('not-asked-to'),
  ): Promise<Finding> {
    await search.request.account?.admitCall();
    return seated(this.board.startAlone(work), search, forwarded);
  }
}

const MISS = { kind: 'miss', collapsed: false } as const;
const UNKEPT = { ...MISS, notStored: 'volatile' } as const;
const REFRESH = { kind: 'refresh' } as const;

/** The caller's own word to leave memory out wins over its wish for an answer from there; nothing else does. */
function neverReads({ bypass, isUncacheable, isNeverKept, directives }: Lookup): boolean {
  if (bypass === 'use-cache-false' || bypass === 'mode-off') return false;
  return (
    bypass !== undefined || isUncacheable === true || isNeverKept === true || directives?.noCache === true
  );
}

function seated(flight: Flight, { request, caller }: Search, forwarded: Forwarded): Finding {
  const seat = flight.join({ signal: caller.signal, deadline: request.deadline });
  return { kind: 'flight', seat, forwarded };
}

function notInCache(): RagCacheError {
  const detail = 'There is no such answer in memory, and the request wants none from the model.';
  return new RagCacheError('not_in_cache', detail);
}
