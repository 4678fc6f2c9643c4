import { isObject, type JsonObject } from '../../../json.js';
import { jsonPieces } from '../../../wire/json.pieces.js';
import { slicesOf, type Slicing } from '../../../wire/text.slices.js';

/** The first event of a content block in a stream, and the deltas that complete it. */
interface BlockParts {
  readonly start: JsonObject;
  readonly deltas: Iterable<JsonObject>;
}

/** The events that Anthropic would stream for a finished content block. */
export function* blockEvents(
  block: JsonObject,
  index: number,
  slicing: Slicing,
): Generator<JsonObject, void, void> {
  const { start, deltas } = partsOf(block, slicing);
  yield { type: 'content_block_start', index, content_block: start };
  // Anthropic sends a ping near the beginning of every stream.
  if (index === 0) yield { type: 'ping' };
  for (const delta of deltas) yield { type: 'content_block_delta', index, delta };
  yield { type: 'content_block_stop', index };
}

/** Blocks without deltas of their own come whole: redacted thinking, results of server tools, and unknown types. */
function partsOf(block: JsonObject, slicing: Slicing): BlockParts {
  const { type, text, thinking, input } = block;
  if (type === 'text' && typeof text === 'string') return textParts(block, slicesOf(text, slicing));
  if (type === 'thinking' && typeof thinking === 'string')
    return thinkingParts(block, slicesOf(thinking, slicing));
  if (/(^|_)tool_use$/.test(String(type)) && isObject(input)) return toolUseParts(block, input, slicing);
  return { start: block, deltas: [] };
}

function textParts({ citations, ...block }: JsonObject, slices: Iterable<string>): BlockParts {
  const isCited = Array.isArray(citations);
  return {
    start: { ...block, text: '', ...(citations !== undefined && { citations: isCited ? [] : citations }) },
    deltas: textDeltas(slices, isCited ? citations : []),
  };
}

function* textDeltas(slices: Iterable<string>, citations: readonly unknown[]): Iterable<JsonObject> {
  for (const text of slices) yield { type: 'text_delta', text };
  for (const citation of citations) yield { type: 'citations_delta', citation };
}

function thinkingParts({ signature, ...block }: JsonObject, slices: Iterable<string>): BlockParts {
  const isSigned = typeof signature === 'string';
  return {
    start: { ...block, thinking: '', ...(isSigned && { signature: '' }) },
    deltas: thinkingDeltas(slices, isSigned ? [signature] : []),
  };
}

function* thinkingDeltas(slices: Iterable<string>, signatures: readonly string[]): Iterable<JsonObject> {
  for (const thinking of slices) yield { type: 'thinking_delta', thinking };
  for (const signature of signatures) yield { type: 'signature_delta', signature };
}

function toolUseParts(block: JsonObject, input: JsonObject, slicing: Slicing): BlockParts {
  return { start: { ...block, input: {} }, deltas: inputDeltas(input, slicing) };
}

/** An input without members has no JSON text, only the first, empty piece. */
function* inputDeltas(input: JsonObject, slicing: Slicing): Iterable<JsonObject> {
  yield { type: 'input_json_delta', partial_json: '' };
  if (Object.keys(input).length === 0) return;
  for (const partial_json of slicesOf(jsonPieces(input), slicing))
    yield { type: 'input_json_delta', partial_json };
}
