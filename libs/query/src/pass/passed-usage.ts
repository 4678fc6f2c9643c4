import type { Usage } from '@app/core';
import { isObject, type JsonObject } from '@app/llm';
import { parsedObject } from './parsed-object.js';

/** The longest text whose usage is read, in UTF-16 units: a whole JSON answer, or the end of a stream. */
const LONGEST = 1_048_576;
const DATA = /^data: *(\{.*\})\r?$/;

/** What a response says that it used, as far as it says so. */
export interface PassedUsage {
  readonly usage: Usage;
  readonly model?: string;
}

/** Keeps the end of a response that is passed on, to read its usage once it is over. */
export class UsageReader {
  private text = '';
  private readonly decoder = new TextDecoder();

  constructor(private readonly contentType = '') {}

  push(piece: Uint8Array): void {
    if (!/json|event-stream/.test(this.contentType)) return;
    this.text = (this.text + this.decoder.decode(piece, { stream: true })).slice(-LONGEST);
  }

  /** Returns undefined when the response does not say. */
  read(): PassedUsage | undefined {
    if (!this.contentType.includes('event-stream')) return usageOf(parsedObject(this.text));
    // The last event that has a usage counts: a stream of Anthropic reports it twice, the second time in full.
    const events = this.text.split('\n').flatMap((line) => DATA.exec(line)?.[1] ?? []);
    return events.reduceRight<PassedUsage | undefined>(
      (found, event) => found ?? usageOf(parsedObject(event)),
      undefined,
    );
  }
}

function usageOf(value: unknown): PassedUsage | undefined {
  if (!isObject(value)) return undefined;
  // Responses and the first event of Messages wrap the answer.
  const answer = [value, value['response'], value['message']].find(hasUsage);
  if (!answer) return undefined;
  const { usage, model } = answer;
  const prompt = numberOf(usage['prompt_tokens'] ?? usage['input_tokens']);
  const completion = numberOf(usage['completion_tokens'] ?? usage['output_tokens']);
  const total = numberOf(usage['total_tokens']) || prompt + completion;
  return { usage: { prompt, completion, total }, model: typeof model === 'string' ? model : undefined };
}

function hasUsage(value: unknown): value is JsonObject & { readonly usage: JsonObject } {
  return isObject(value) && isObject(value['usage']);
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : 0;
}
