import { whole } from '../delivery.js';
import { tokens } from '../made-up-answer.js';
import { countMember, MODEL, type RequestMember } from '../request-members.js';
import type { WireFormat } from '../wire-format.js';
import { openAiHeaders } from './openai.headers.js';
import { openAiRefusal } from './openai.refusal.js';

const DEFAULT_DIMENSIONS = 1_536;
const MOST_DIMENSIONS = 4_096;

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTokens = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(Number.isInteger);
const isOneText = (value: unknown) => isText(value) || isTokens(value);

const INPUT: RequestMember = {
  name: 'input',
  wanted: 'a non-empty text or array of token numbers, or a non-empty array of those',
  fits: (value) => isOneText(value) || (Array.isArray(value) && value.length > 0 && value.every(isOneText)),
};
const WHOLE_NUMBER = countMember('dimensions', true);
const DIMENSIONS: RequestMember = {
  ...WHOLE_NUMBER,
  wanted: `a whole number from 1 to ${MOST_DIMENSIONS}`,
  fits: (value) => WHOLE_NUMBER.fits(value) && (value as number) <= MOST_DIMENSIONS,
};

/** `POST /v1/embeddings`: deterministic unit vectors; texts that share words are near each other. */
export const embeddings: WireFormat = {
  method: 'POST',
  path: '/v1/embeddings',
  refusal: (request) => openAiRefusal(request, [MODEL, INPUT, DIMENSIONS]),
  answer: ({ body, mint }) => {
    const { model, input, dimensions = DEFAULT_DIMENSIONS, encoding_format: format } = body;
    const texts = textsOf(input);
    const data = texts.map((text, index) => {
      const embedding = encoded(vectorOf(text, dimensions as number), format);
      return { object: 'embedding', index, embedding };
    });
    const count = tokens(texts.join(' '));
    const usage = { prompt_tokens: count, total_tokens: count };
    return whole(200, { object: 'list', data, model, usage }, openAiHeaders(mint));
  },
};

function textsOf(input: unknown): string[] {
  return isOneText(input) ? [String(input)] : (input as readonly unknown[]).map(String);
}

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
