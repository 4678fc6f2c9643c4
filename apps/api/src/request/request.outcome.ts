/** The outcome of a request: the closed list of values of the metrics' `outcome` label. */
export type RequestOutcome =
  | 'hit_exact'
  | 'hit_canonical'
  | 'hit_semantic'
  /** Served from memory by any tier, after its freshness ended. */
  | 'stale'
  | 'miss'
  | 'collapsed'
  | 'refresh'
  | 'bypass'
  /** Answered by a route that does not use memory. */
  | 'ok'
  /** 4xx. */
  | 'refused'
  /** 5xx. */
  | 'error'
  /** The caller left before the answer. */
  | 'left';

/** Whether an entry with this much life left is served after its freshness ended. @param ttlMs milliseconds. */
export function isStale(ttlMs: number): boolean {
  return ttlMs < 0;
}
