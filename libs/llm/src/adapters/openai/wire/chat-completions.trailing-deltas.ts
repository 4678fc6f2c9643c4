import { isObject, objectsIn, type JsonObject } from '../../../json.js';
import { slicesOf, type Slicing } from '../../../wire/text.slices.js';

type Deltas = Generator<JsonObject, void, void>;

/** The members of a tool call that may hold its text, and the name of the text there. */
const CALL_TEXTS = [
  ['function', 'arguments'],
  ['custom', 'input'],
] as const;

/** The deltas after the text: tool calls and annotations. */
export function* trailingDeltas(message: JsonObject, slicing: Slicing): Deltas {
  const { tool_calls: calls, function_call: call, annotations } = message;
  if (Array.isArray(calls)) yield* toolCallDeltas(objectsIn(calls), slicing);
  if (isObject(call)) for (const piece of growing(call, 'arguments', slicing)) yield { function_call: piece };
  if (annotations !== undefined) yield { annotations };
}

function* toolCallDeltas(calls: readonly JsonObject[], slicing: Slicing): Deltas {
  if (calls.length === 0) yield { tool_calls: [] };
  for (const [index, call] of calls.entries())
    for (const piece of callPieces(call, slicing)) yield { tool_calls: [{ ...piece, index }] };
}

function* callPieces(call: JsonObject, slicing: Slicing): Deltas {
  const [holder, name] = CALL_TEXTS.find(([member]) => isObject(call[member])) ?? [];
  if (holder === undefined || name === undefined) return yield call;
  let others = call;
  for (const piece of growing(call[holder] as JsonObject, name, slicing)) {
    yield { ...others, [holder]: piece };
    others = {};
  }
}

/** The pieces of an object whose text of that name is sliced. */
function* growing(object: JsonObject, name: string, slicing: Slicing): Deltas {
  const text = object[name];
  if (typeof text !== 'string') return yield object;
  yield { ...object, [name]: '' };
  for (const slice of slicesOf(text, slicing)) yield { [name]: slice };
}
