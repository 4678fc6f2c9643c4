/** What a caller wants of memory this one time, in the sense of the request directives of RFC 9111. Absent = no wish. */
export interface Directives {
  /** Don't answer from memory; the new answer replaces the remembered one. */
  readonly noCache?: boolean;
  /** Remember nothing of this request; it may still be answered from memory. */
  readonly noStore?: boolean;
  /** Answer from memory or not at all. */
  readonly onlyIfCached?: boolean;
  /** Take no answer that is older than this. */
  readonly maxAgeMs?: number;
}
