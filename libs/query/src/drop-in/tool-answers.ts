import type { SkipReason } from '@app/cache';
import type { ToolCall } from '@app/llm';

/** Selects the answers with tool calls that are stored, all of them in the exact tier alone. */
export interface ToolAnswers {
  /** Answers that call any tool. */
  readonly keepsAll: boolean;
  /** Answers that call this tool: the request forced it, so its arguments are an answer and not an action. */
  readonly forced?: string;
}

export type ToolVerdict =
  | { readonly keepsToolCalls: boolean }
  /** Not stored, whatever the settings. */
  | { readonly skip: Extract<SkipReason, 'tool-arguments'> };

/** Decides whether an answer with these calls is stored. Arguments that no client can read were cut off or will always be wrong. */
export function judgeCalls(calls: readonly ToolCall[], { keepsAll, forced }: ToolAnswers): ToolVerdict {
  if (calls.some(({ isReadable }) => !isReadable)) return { skip: 'tool-arguments' };
  const isForced = forced !== undefined && calls.every(({ name }) => name === forced);
  return { keepsToolCalls: calls.length > 0 && (keepsAll || isForced) };
}
