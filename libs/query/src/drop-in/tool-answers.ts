import type { SkipReason } from '@app/cache';
import type { ToolCall } from '@app/llm';

/** Which answers that call tools are kept; all of them are of requests that must be the same to the letter. */
export interface ToolAnswers {
  /** Those of every tool. */
  readonly keepsAll: boolean;
  /** Those of this one: the request forced it, so that its arguments are an answer and no action. */
  readonly forced?: string;
}

export type ToolVerdict =
  | { readonly keepsToolCalls: boolean }
  /** Not kept whatever is set. */
  | { readonly skip: Extract<SkipReason, 'tool-arguments'> };

/** What becomes of an answer with these calls. Arguments that no client can read were cut, or are wrong for ever. */
export function judgeCalls(calls: readonly ToolCall[], { keepsAll, forced }: ToolAnswers): ToolVerdict {
  if (calls.some(({ isReadable }) => !isReadable)) return { skip: 'tool-arguments' };
  const isForced = forced !== undefined && calls.every(({ name }) => name === forced);
  return { keepsToolCalls: calls.length > 0 && (keepsAll || isForced) };
}
