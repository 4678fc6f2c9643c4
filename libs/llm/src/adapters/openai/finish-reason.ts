import type { FinishReason } from '@app/core';
import { isObject, type JsonObject } from '../../json.js';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content_filter',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
};

/** The finish reason of a completion. With several choices it is the reason of the least complete one. */
export function finishReasonOf(choices: readonly JsonObject[]): FinishReason {
  const reasons = choices.map(reasonOf);
  const incomplete = reasons.find((reason) => reason !== 'stop' && reason !== 'tool_calls');
  return incomplete ?? reasons.find((reason) => reason !== 'stop') ?? 'stop';
}

/** A refusal and a tool call show in the message itself. Both may finish with `stop`, as forced calls do. */
function reasonOf({ message, finish_reason: theirs }: JsonObject): FinishReason {
  const { refusal, tool_calls: calls, function_call: call } = isObject(message) ? message : {};
  if (refusal) return 'refusal';
  const reason =
    typeof theirs === 'string' && Object.hasOwn(FINISH_REASONS, theirs) && FINISH_REASONS[theirs];
  const isCall = (Array.isArray(calls) && calls.length > 0) || isObject(call);
  return reason === 'stop' && isCall ? 'tool_calls' : reason || 'other';
}
