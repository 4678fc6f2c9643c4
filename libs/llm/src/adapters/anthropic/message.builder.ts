import { BrokenAnswer, BrokenToolInput } from '../../errors.js';
import { isObject, objectOf, parseObject, type JsonObject } from '../../json.js';
import { keepsIntegers } from '../../wire/i-json.js';

/** Types of deltas whose text is concatenated, and the member that it belongs to. */
const CONCATENATED: ReadonlyMap<unknown, string> = new Map([
  ['text_delta', 'text'],
  ['thinking_delta', 'thinking'],
]);

/** Builds a message from the events of a stream. Unknown members are kept as they come. */
export class AnthropicMessage {
  private message?: JsonObject;
  private readonly blocks: JsonObject[] = [];
  /** The JSON texts of tool inputs, by the index of their block. */
  private readonly inputs = new Map<number, string>();

  start(message: unknown): void {
    this.message = objectOf(message, 'message');
  }

  startBlock(started: unknown): void {
    const block = objectOf(started, 'content_block');
    this.blocks.push(block);
    // The block of a fallback names the model that continues. A whole answer names that model as its own.
    if (block['type'] === 'fallback' && isObject(block['to']))
      this.message = { ...this.started(), model: block['to']['model'] };
  }

  /** Takes a delta in. Returns the text that it adds to the answer. */
  add(index: unknown, delta: JsonObject): string {
    const place = Number(index);
    const block = this.blocks[place];
    if (!block) throw new BrokenAnswer('A delta came for a content block that had not started.');
    if (delta['type'] === 'input_json_delta') this.addInput(place, delta['partial_json']);
    else this.blocks[place] = { ...block, ...changes(block, delta) };
    return delta['type'] === 'text_delta' ? pieceOf(delta, 'text') : '';
  }

  /** Takes the end of the message in: the stop reason, the final counts, and other members of the event. */
  finish({ type: _type, delta, usage, ...others }: JsonObject): void {
    const { usage: before, ...message } = this.started();
    const { container, ...end } = isObject(delta) ? delta : {};
    const counts = { ...(isObject(before) && before), ...present(usage) };
    this.message = { ...message, ...end, ...present({ container, ...others }), usage: counts };
  }

  /** Whether all numbers in parsed tool inputs are the same as in their texts. */
  get keepsNumbers(): boolean {
    return [...this.inputs.values()].every(keepsIntegers);
  }

  /** The message as the same call would return it whole. */
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

/** The members that a delta changes in its block. Signatures, and all other members that are not concatenated, replace the old ones. */
function changes(block: JsonObject, { type, ...delta }: JsonObject): JsonObject {
  const name = CONCATENATED.get(type);
  if (name) return { [name]: pieceOf(block, name) + pieceOf(delta, name) };
  if (type !== 'citations_delta') return delta;
  const before = Array.isArray(block['citations']) ? (block['citations'] as unknown[]) : [];
  return { citations: [...before, delta['citation']] };
}

function pieceOf(from: JsonObject, name: string): string {
  const piece = from[name];
  return typeof piece === 'string' ? piece : '';
}

/** The members that are not null. A null at the end leaves the value from the start unchanged. */
function present(members: unknown): JsonObject {
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
