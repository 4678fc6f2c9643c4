import { BrokenAnswer, BrokenToolInput } from '../../errors.js';
import { isObject, objectOf, parseObject, type JsonObject } from '../../json.js';
import { keepsIntegers } from '../../wire/i-json.js';

/** Deltas whose text is strung together, and the member that it belongs to. */
const STRUNG: ReadonlyMap<unknown, string> = new Map([
  ['text_delta', 'text'],
  ['thinking_delta', 'thinking'],
]);

/** A message put together from the events of a stream. Members that nobody knows yet are kept as they come. */
export class AnthropicMessage {
  private message?: JsonObject;
  private readonly blocks: JsonObject[] = [];
  /** JSON text of tool inputs, by the block's index. */
  private readonly inputs = new Map<number, string>();

  start(message: unknown): void {
    this.message = objectOf(message, 'message');
  }

  startBlock(started: unknown): void {
    const block = objectOf(started, 'content_block');
    this.blocks.push(block);
    // The block that tells of a fallback names the model that goes on; a whole answer names it as its own.
    if (block['type'] === 'fallback' && isObject(block['to']))
      this.message = { ...this.started(), model: block['to']['model'] };
  }

  /** Takes a delta in; gives back the text it adds to the answer. */
  add(index: unknown, delta: JsonObject): string {
    const place = Number(index);
    const block = this.blocks[place];
    if (!block) throw new BrokenAnswer('A delta came for a content block that had not started.');
    if (delta['type'] === 'input_json_delta') this.addInput(place, delta['partial_json']);
    else this.blocks[place] = { ...block, ...changes(block, delta) };
    return delta['type'] === 'text_delta' ? pieceOf(delta, 'text') : '';
  }

  /** Takes in how it ended: stop reason, the counts as they are at the end, and what else the event tells. */
  finish({ type: _type, delta, usage, ...others }: JsonObject): void {
    const { usage: before, ...message } = this.started();
    const { container, ...end } = isObject(delta) ? delta : {};
    const counts = { ...(isObject(before) && before), ...told(usage) };
    this.message = { ...message, ...end, ...told({ container, ...others }), usage: counts };
  }

  /** Whether its parsed parts tell the same numbers as their texts. */
  get keepsNumbers(): boolean {
    return [...this.inputs.values()].every(keepsIntegers);
  }

  /** The message as the same call would give it whole. */
  whole(): JsonObject {
    const content = this.blocks.map((block, place) => {
      const json = this.inputs.get(place);
      return json ? { ...block, input: inputIn(json) } : block;
    });
    return { ...this.started(), content };
  }

  private started(): JsonObject {
    return objectOf(this.message, 'message_start');
  }

  private addInput(place: number, json: unknown): void {
    if (typeof json === 'string') this.inputs.set(place, (this.inputs.get(place) ?? '') + json);
  }
}

/** What a delta changes in its block. Signatures and all that isn't strung together come as they are to be. */
function changes(block: JsonObject, { type, ...delta }: JsonObject): JsonObject {
  const strung = STRUNG.get(type);
  if (strung) return { [strung]: pieceOf(block, strung) + pieceOf(delta, strung) };
  if (type !== 'citations_delta') return delta;
  const before = Array.isArray(block['citations']) ? (block['citations'] as unknown[]) : [];
  return { citations: [...before, delta['citation']] };
}

function pieceOf(from: JsonObject, name: string): string {
  const piece = from[name];
  return typeof piece === 'string' ? piece : '';
}

/** What is null at the end leaves what was told at the start as it was. */
function told(members: unknown): JsonObject {
  if (!isObject(members)) return {};
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null));
}

function inputIn(json: string): JsonObject {
  try {
    return parseObject(json);
  } catch {
    throw new BrokenToolInput();
  }
}
