/** What became of a request; the closed list behind the metrics' `outcome` label. */
export type RequestOutcome =
  | 'hit_exact'
  | 'hit_canonical'
  | 'hit_semantic'
  /** From memory, by whichever tier, after its freshness ended. */
  | 'stale'
  | 'miss'
  | 'collapsed'
  | 'refresh'
  | 'bypass'
  /** Answered, on a route that has nothing to do with memory. */
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
