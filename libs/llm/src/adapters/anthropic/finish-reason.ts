import type { FinishReason } from '@app/core';
import { isObject, type JsonObject } from '../../json.js';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'refusal',
  pause_turn: 'other',
};

/** The finish reason of a message. An answer of a fallback model gets `other`, because it is not from the requested model. */
export function finishReasonOf({ content, usage, stop_reason: theirs }: JsonObject): FinishReason {
  if (holds(content, 'fallback') || holds(iterationsOf(usage), 'fallback_message')) return 'other';
  const reason =
    typeof theirs === 'string' && Object.hasOwn(FINISH_REASONS, theirs) && FINISH_REASONS[theirs];
  return reason === 'stop' && holds(content, 'tool_use') ? 'tool_calls' : reason || 'other';
}

/** A fallback model that was called from the start leaves no block, only its counts. */
function iterationsOf(usage: unknown): unknown {
  return isObject(usage) ? usage['iterations'] : undefined;
}

function holds(list: unknown, type: string): boolean {
  return Array.isArray(list) && list.some((item) => isObject(item) && item['type'] === type);
}
