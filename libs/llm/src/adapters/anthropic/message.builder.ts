import { BrokenAnswer } from '../../broken-answer.error.js';
import { isObject, objectOf, parseObject, type JsonObject } from '../../json.js';

type Members = Record<string, unknown>;

/** Which member of a block a delta's text is added to, by the delta's type. */
const TEXTS: Readonly<Record<string, string>> = {
  text_delta: 'text',
  thinking_delta: 'thinking',
  signature_delta: 'signature',
};

/** A message put together from the events of a stream. */
export class AnthropicMessage {
  private message?: JsonObject;
  private readonly blocks: Members[] = [];
  /** JSON text of tool inputs, by block. */
  private readonly inputs = new Map<Members, string>();

  start(message: unknown): void {
    this.message = objectOf(message, 'message');
  }

  startBlock(block: unknown): void {
    this.blocks.push({ ...objectOf(block, 'content_block') });
  }

  /** Takes a delta in; gives back the text it adds to the answer. */
  add(index: unknown, delta: JsonObject): string {
    const block = this.blocks[Number(index)];
    if (!block) throw new BrokenAnswer('A delta came for a content block that had not started.');
    const text = this.addText(block, delta);
    return delta['type'] === 'text_delta' ? text : '';
  }

  /** Stop reason and the counts as they are at the end. */
  finish(delta: unknown, usage: unknown): void {
    const { usage: before, ...message } = this.started();
    const counts = { ...(isObject(before) && before), ...counted(usage) };
    this.message = { ...message, ...(isObject(delta) && delta), usage: counts };
  }

  /** The message as the same call would give it whole. */
  whole(): JsonObject {
    for (const [block, json] of this.inputs) if (json) block['input'] = parseObject(json);
    return { ...this.started(), content: this.blocks };
  }

  private started(): JsonObject {
    return objectOf(this.message, 'message_start');
  }

  private addText(block: Members, delta: JsonObject): string {
    const piece = (name: string) => (typeof delta[name] === 'string' ? delta[name] : '');
    if (isObject(delta['citation'])) cite(block, delta['citation']);
    const json = piece('partial_json');
    if (json) this.inputs.set(block, (this.inputs.get(block) ?? '') + json);
    const member = TEXTS[String(delta['type'])];
    if (!member) return '';
    block[member] = ((block[member] as string | undefined) ?? '') + piece(member);
    return piece(member);
  }
}

function cite(block: Members, citation: JsonObject): void {
  block['citations'] = [...((block['citations'] as unknown[] | undefined) ?? []), citation];
}

/** A count that is null at the end leaves the one from the start as it was. */
function counted(usage: unknown): Members {
  return isObject(usage)
    ? Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== null))
    : {};
}
