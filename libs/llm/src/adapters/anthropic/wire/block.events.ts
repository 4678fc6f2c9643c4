import { isObject, type JsonObject } from '../../../json.js';
import { slicesOf } from '../../../wire/text.slices.js';

/** How a content block begins in a stream, and the deltas that complete it. */
interface Told {
  readonly start: JsonObject;
  readonly deltas: readonly JsonObject[];
}

/** The events that Anthropic would stream for a finished content block. */
export function blockEvents(block: JsonObject, index: number): JsonObject[] {
  const { start, deltas } = tell(block);
  return [
    { type: 'content_block_start', index, content_block: start },
    // One comes near every stream's beginning.
    ...(index === 0 ? [{ type: 'ping' }] : []),
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

/** Blocks without deltas of their own come whole: redacted thinking, results of server tools, and what nobody knows yet. */
function tell(block: JsonObject): Told {
  const { type, text, thinking, input } = block;
  if (type === 'text' && typeof text === 'string') return tellText(block, text);
  if (type === 'thinking' && typeof thinking === 'string') return tellThinking(block, thinking);
  if (/(^|_)tool_use$/.test(String(type)) && isObject(input)) return tellToolUse(block, input);
  return { start: block, deltas: [] };
}

function tellText({ citations, ...block }: JsonObject, text: string): Told {
  const isCited = Array.isArray(citations);
  const cited = isCited ? (citations as unknown[]) : [];
  const texts = slicesOf(text).map((slice) => ({ type: 'text_delta', text: slice }));
  return {
    start: { ...block, text: '', ...(citations !== undefined && { citations: isCited ? [] : citations }) },
    deltas: [...texts, ...cited.map((citation) => ({ type: 'citations_delta', citation }))],
  };
}

function tellThinking({ signature, ...block }: JsonObject, thinking: string): Told {
  const thoughts = slicesOf(thinking).map((slice) => ({ type: 'thinking_delta', thinking: slice }));
  if (typeof signature !== 'string') return { start: { ...block, thinking: '' }, deltas: thoughts };
  return {
    start: { ...block, thinking: '', signature: '' },
    deltas: [...thoughts, { type: 'signature_delta', signature }],
  };
}

/** An input without members has no JSON text: the first, empty piece is all. */
function tellToolUse(block: JsonObject, input: JsonObject): Told {
  const json = Object.keys(input).length > 0 ? JSON.stringify(input) : '';
  const pieces = ['', ...slicesOf(json)];
  return {
    start: { ...block, input: {} },
    deltas: pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
  };
}
