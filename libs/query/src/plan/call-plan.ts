import type { Declined, KnownAsk, RegistryState } from '@app/cache';
import type { Forwarded } from '../query-result.js';
import type { Lookup } from '../request.js';
import type { CachePlan, NotStoringReason } from './cache-plan.js';

/** Whether the answer of a call may be stored. */
export type StorePlan =
  | {
      readonly store: true;
      readonly ask: KnownAsk;
      /** Read the exact tier once more right before the call: another request may have stored an answer in the meantime. */
      readonly recheck: boolean;
    }
  | { readonly store: false; readonly reason: NotStoringReason };

/** One upstream call: who shares it, what happens to its answer, and how it is reported. */
export interface CallPlan {
  readonly sharing: Exclude<CachePlan['call'], 'refuse'>;
  /** The flight board's key; calls that are made alone have no use for it. */
  readonly key: string;
  readonly store: StorePlan;
  readonly forwarded: Forwarded;
}

/** What a search without a result found out. */
export interface Miss {
  readonly kind: 'miss';
  /** Absent = the registry was not read, or could not be. */
  readonly state?: RegistryState;
  /** There is an answer, but it is older than the caller accepts. */
  readonly isTooOld?: boolean;
  readonly declined?: Declined;
}

/** @param plan any but one that refuses the call. */
export function callPlanOf({ ask }: Lookup, plan: CachePlan, miss: Miss): CallPlan {
  const { state } = miss;
  return {
    sharing: plan.call as CallPlan['sharing'],
    key: boardKey(ask, state),
    store: storePlanOf(plan, state && { ...ask, state }),
    forwarded: forwardedOf(plan, miss),
  };
}

/** Without the registry nothing may be stored. One call still serves all who ask the same: a broken cache must not multiply calls. */
function storePlanOf({ notStoring, call }: CachePlan, ask?: KnownAsk): StorePlan {
  if (notStoring) return { store: false, reason: notStoring };
  return ask
    ? { store: true, ask, recheck: call === 'join' }
    : { store: false, reason: 'registry-unavailable' };
}

function forwardedOf({ forwarded }: CachePlan, { state, isTooOld, declined }: Miss): Forwarded {
  return state && forwarded.kind === 'miss' ? { ...forwarded, isTooOld, declined } : forwarded;
}

/** Requests from before and after a purge never share a flight, nor do those that ask for more and for less. */
function boardKey({ key, amount }: Lookup['ask'], state?: RegistryState): string {
  const asked = amount === undefined ? key : `${key}*${amount}`;
  if (!state) return `${asked}:unknown`;
  const { epochs, purges } = state;
  return [asked, epochs.tenant, epochs.namespace, purges.seq].join(':');
}
