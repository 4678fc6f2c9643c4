import { isObject, without, type JsonObject } from '../../../json.js';

/** Members that come in deltas of their own. */
const SLICED = new Set(['role', 'content', 'refusal', 'tool_calls', 'function_call', 'annotations']);

/** The first delta of a message: its role, and the texts that will come. */
export function openingDelta({ role = 'assistant', content, ...message }: JsonObject): JsonObject {
  const refusal = 'refusal' in message && { refusal: started(message['refusal']) };
  return { role, content: started(content), ...refusal };
}

/**
 * The members that come before the text, above all reasoning. Each is whole in one delta, because the official SDK keeps only the
 * last piece of a member that it does not know.
 */
export function leadingDeltas(message: JsonObject): JsonObject[] {
  const { tool_calls: calls = [], function_call: call = {} } = message;
  const members = {
    ...without(message, SLICED),
    ...(!Array.isArray(calls) && { tool_calls: calls }),
    ...(!isObject(call) && { function_call: call }),
  };
  return Object.keys(members).length > 0 ? [members] : [];
}

function started(text: unknown): unknown {
  return typeof text === 'string' ? '' : null;
}
