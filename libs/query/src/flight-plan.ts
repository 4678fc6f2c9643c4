import type { KnownAsk } from '@app/cache';
import type { FlightWork } from './flights/flight.js';
import type { Forwarded } from './query-result.js';
import type { RememberedOptions, Search } from './search.js';

/** The work of a flight, where others look for it, and how the request is told of. */
export interface FlightPlan {
  readonly key: string;
  /** @param mayWrite whether the account has room for one more answer in memory. */
  readonly workIf: (mayWrite: boolean) => FlightWork;
  readonly forwarded: Extract<Forwarded, { kind: 'miss' }>;
}

/** For a request that wants a new answer. */
export function refreshing(search: Search, ask: KnownAsk): Omit<FlightPlan, 'forwarded'> {
  return { key: boardKey(ask), workIf: remembering(search, ask, { looksAgain: false }) };
}

export function remembering(
  { works }: Search,
  ask: KnownAsk,
  options: RememberedOptions,
): FlightPlan['workIf'] {
  return (mayWrite) => (mayWrite ? works.remembered(ask, options) : works.forgotten('write-limit'));
}

/** Memory can't be used now. One call still serves all who ask the same: broken memory must not multiply upstream calls. */
export function unplaced({ request, works }: Search): Omit<FlightPlan, 'forwarded'> {
  return { key: `${request.ask.key}:unknown`, workIf: () => works.forgotten('registry-unavailable') };
}

/** Requests from before and after a purge never share a flight. */
export function boardKey({ key, state: { epochs, purges } }: KnownAsk): string {
  return [key, epochs.tenant, epochs.namespace, purges.seq].join(':');
}
