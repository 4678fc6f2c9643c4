import { whole } from '../delivery.js';
import type { WireFormat } from '../wire-format.js';
import { openAiError } from './openai.errors.js';
import { openAiRefusal } from './openai.refusal.js';

const DEFAULT_DIMENSIONS = 1_536;

/** `POST /v1/embeddings`: deterministic unit vectors; texts that share words are near each other. */
export const embeddings: WireFormat = {
  path: '/v1/embeddings',
  refusal: (request) => openAiRefusal(request, ['model', 'input']),
  error: (status, { retryAfter }) =>
    openAiError(status, `[simulated] An error with status ${status}.`, retryAfter),
  answer: ({ model, input, dimensions, encoding_format: format }) => {
    const texts = Array.isArray(input) ? input.map(String) : [String(input)];
    const length = typeof dimensions === 'number' ? dimensions : DEFAULT_DIMENSIONS;
    const data = texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: encoded(vectorOf(text, length), format),
    }));
    const tokens = Math.ceil(texts.join(' ').length / 4);
    return whole(200, {
      object: 'list',
      data,
      model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    });
  },
};

/** Each word points into a direction of its own; a text is the sum of its words. */
function vectorOf(text: string, length: number): Float32Array {
  const vector = new Float32Array(length);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) vector[hash(word) % length]! += 1;
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

function hash(word: string): number {
  return [...word].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) >>> 0, 7);
}

function encoded(vector: Float32Array, format: unknown): number[] | string {
  return format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : Array.from(vector);
}
