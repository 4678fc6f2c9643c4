import { isObject, type JsonObject } from '../../json.js';

type Members = Record<string, unknown>;

/** Members whose pieces are strung together; of any other the last one counts. */
const TEXTS = new Set(['content', 'refusal', 'reasoning_content', 'reasoning', 'arguments']);

/** A message put together from the deltas of a stream. */
export class OpenAiMessage {
  readonly message: Members = { role: 'assistant', content: null };

  /** Takes a delta in; gives back the text it adds to the answer. */
  add(delta: JsonObject): string {
    const { tool_calls: calls, ...rest } = delta;
    merge(this.message, rest);
    if (Array.isArray(calls)) this.addToolCalls(calls);
    return typeof delta['content'] === 'string' ? delta['content'] : '';
  }

  private addToolCalls(pieces: readonly unknown[]): void {
    const calls = (this.message['tool_calls'] ??= []) as Members[];
    for (const { index, ...piece } of pieces.filter(isObject)) {
      const place = typeof index === 'number' ? index : 0;
      merge(callAt(calls, place), piece);
    }
  }
}

/** Calls come in order; a piece that names a place further on starts the next one. */
function callAt(calls: Members[], index: number): Members {
  if (index < calls.length) return calls[index]!;
  const call: Members = {};
  calls.push(call);
  return call;
}

function merge(target: Members, piece: JsonObject): void {
  for (const [name, value] of Object.entries(piece)) target[name] = merged(target[name], value, name);
}

function merged(before: unknown, value: unknown, name: string): unknown {
  if (value === null) return before ?? null;
  if (TEXTS.has(name) && typeof before === 'string' && typeof value === 'string') return before + value;
  if (!isObject(before) || !isObject(value)) return value;
  const both: Members = { ...before };
  merge(both, value);
  return both;
}
