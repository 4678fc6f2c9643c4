import type { Answer } from '@app/core';

/** Why an answer is not remembered; a closed list, for metrics and logs. */
export type SkipReason =
  | 'not-asked-to'
  | 'uncacheable'
  /** The moment decides about the answer, and the operator keeps no such answers. */
  | 'volatile'
  | 'read-only'
  | 'write-limit'
  | 'registry-unavailable'
  | 'empty'
  | 'too-large'
  /** What a tool is called with is no JSON object. */
  | 'tool-arguments'
  | 'queue-full'
  | 'purged'
  /** A newer answer was asked for meanwhile. */
  | 'outdated'
  | 'store-failed'
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
