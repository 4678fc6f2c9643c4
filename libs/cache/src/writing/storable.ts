import type { Answer } from '@app/core';

/**
 * Why an answer is not stored; a closed list, for metrics, logs and `Cache-Status`. A new reason is a member here, a check where the
 * fact is known, and a line in docs/api.md.
 */
export type SkipReason =
  // Known from the request: libs/query/src/plan/cache-plan.ts.
  /** The caller sent `no-store`. */
  | 'not-asked-to'
  | 'uncacheable'
  /** The moment decides about the answer, and the operator keeps no such answers. */
  | 'volatile'
  // Known before the call: the store plan, and the limits of the account in the single flight.
  | 'registry-unavailable'
  /** The account has used up the cache writes of its limits. */
  | 'write-limit'
  // Known from the answer: `whyNotStorable`, `AnswerStorage` and the tool calls of a wire format.
  | 'read-only'
  | 'empty'
  | 'too-large'
  /** The vectors of an embedding are no 32-bit floats. */
  | 'no-vectors'
  /** The arguments of a tool call are no JSON object. */
  | 'tool-arguments'
  /** Another model answered than the one that was asked for, because that one failed. */
  | 'fallback'
  // Known when it is written: `CacheWriter`, `EntryWriter` and `VectorWriter`.
  | 'queue-full'
  | 'purged'
  /** A newer answer was asked for meanwhile. */
  | 'outdated'
  | 'store-failed'
  /** The answer is stored, and only its vector is missing. */
  | 'vector-failed'
  | `finish-${Exclude<Answer['finishReason'], 'stop'>}`;

/** Longest answer that is kept, in UTF-16 units of its text. */
const LARGEST_ANSWER = 1_000_000;

/**
 * Only complete answers are remembered; anything else would be served as if it were whole.
 * @param keepsToolCalls whether an answer may call tools, and need then not say anything.
 */
export function whyNotStorable(answer: Answer, keepsToolCalls = false): SkipReason | undefined {
  if (keepsToolCalls && answer.finishReason === 'tool_calls') return undefined;
  if (answer.finishReason !== 'stop') return `finish-${answer.finishReason}`;
  if (answer.text.trim() === '') return 'empty';
  if (answer.text.length > LARGEST_ANSWER) return 'too-large';
  return undefined;
}
