import { isObject, without, type JsonObject } from '../../../json.js';
import { slicesOf } from '../../../wire/text.slices.js';

/** Members whose pieces have a delta each; all others come whole. */
const SLICED = new Set(['role', 'content', 'refusal', 'tool_calls', 'function_call', 'annotations']);

/** Which member of a tool call holds its text, and what the text is called there. */
const CALL_TEXTS = [
  ['function', 'arguments'],
  ['custom', 'input'],
] as const;

/** The first delta of a message: who speaks, and which texts will come. */
export function openingDelta({ role = 'assistant', content, ...message }: JsonObject): JsonObject {
  const refusal = 'refusal' in message && { refusal: started(message['refusal']) };
  return { role, content: started(content), ...refusal };
}

/**
 * Members that come before the text, reasoning above all. Each is whole in one delta: the official SDK keeps only the last
 * piece of a member that it doesn't know.
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

/** Tool calls and annotations, which come after the text. */
export function trailingDeltas({
  tool_calls: calls,
  function_call: call,
  annotations,
}: JsonObject): JsonObject[] {
  return [
    ...(Array.isArray(calls) ? toolCallDeltas(calls.filter(isObject)) : []),
    ...(isObject(call) ? growing(call, 'arguments').map((piece) => ({ function_call: piece })) : []),
    ...(annotations === undefined ? [] : [{ annotations }]),
  ];
}

function toolCallDeltas(calls: readonly JsonObject[]): JsonObject[] {
  if (calls.length === 0) return [{ tool_calls: [] }];
  return calls.flatMap((call, index) =>
    callPieces(call).map((piece) => ({ tool_calls: [{ ...piece, index }] })),
  );
}

function callPieces(call: JsonObject): JsonObject[] {
  const [holder, name] = CALL_TEXTS.find(([member]) => isObject(call[member])) ?? [];
  if (holder === undefined || name === undefined) return [call];
  const [first, ...rest] = growing(call[holder] as JsonObject, name);
  return [{ ...call, [holder]: first }, ...rest.map((piece) => ({ [holder]: piece }))];
}

/** An object whose text of that name comes in pieces. */
function growing(object: JsonObject, name: string): JsonObject[] {
  const text = object[name];
  if (typeof text !== 'string') return [object];
  return [{ ...object, [name]: '' }, ...slicesOf(text).map((slice) => ({ [name]: slice }))];
}

function started(text: unknown): unknown {
  return typeof text === 'string' ? '' : null;
}
