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

/** Why a message ended. One that another model gave in the asked one's place is none of the asked model's. */
export function finishReasonOf({ content, usage, stop_reason: theirs }: JsonObject): FinishReason {
  if (holds(content, 'fallback') || holds(iterationsOf(usage), 'fallback_message')) return 'other';
  const reason =
    typeof theirs === 'string' && Object.hasOwn(FINISH_REASONS, theirs) && FINISH_REASONS[theirs];
  return reason === 'stop' && holds(content, 'tool_use') ? 'tool_calls' : reason || 'other';
}

/** A fallback model that was asked from the start leaves no block, only its count. */
function iterationsOf(usage: unknown): unknown {
  return isObject(usage) ? usage['iterations'] : undefined;
}

function holds(list: unknown, type: string): boolean {
  return Array.isArray(list) && list.some((item) => isObject(item) && item['type'] === type);
}
