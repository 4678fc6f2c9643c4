import { endianness } from 'node:os';
import type { EmbeddingsEncoding } from './embeddings.request.js';

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
const IS_BIG_ENDIAN = endianness() === 'BE';

/**
 * The vector of a provider, as 32-bit floats in base64. Undefined when it is none, or when it can't be kept: no numbers, numbers
 * beyond 32-bit floats, bytes that are no floats.
 * @param embedding a list of numbers, or base64.
 */
export function vectorIn(embedding: unknown): string | undefined {
  if (typeof embedding === 'string') return vectorOfBytes(embedding);
  if (!Array.isArray(embedding) || embedding.length === 0) return undefined;
  if (!embedding.every((value) => typeof value === 'number')) return undefined;
  return encoded(Float32Array.from(embedding));
}

/** The number of floats of a vector in base64. */
export function dimensionsOf(vector: string): number {
  return Buffer.byteLength(vector, 'base64') / FLOAT_BYTES;
}

/**
 * The vector as JSON text. As `float`, every number is the 32-bit float to its last digit: whoever reads it as a 32-bit float gets
 * the same bits.
 * @param vector 32-bit floats in base64.
 */
export function vectorJson(vector: string, encoding: EmbeddingsEncoding): string {
  if (encoding === 'base64') return `"${vector}"`;
  return numbersJson(floatsOf(Buffer.from(vector, 'base64')));
}

/** The numbers as JSON text. Unlike `JSON.stringify` it keeps the sign of zero, which is a bit of a vector. */
export function numbersJson(numbers: Float32Array | readonly number[]): string {
  const hasNegativeZero = numbers.some((number) => Object.is(number, -0));
  return `[${hasNegativeZero ? Array.from(numbers, textOf).join() : numbers.join()}]`;
}

function vectorOfBytes(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0 || bytes.length % FLOAT_BYTES !== 0) return undefined;
  // Node skips what is no base64; such a text must not pass as a vector.
  const vector = bytes.toString('base64');
  if (vector !== base64 && vector.replaceAll('=', '') !== base64.replaceAll('=', '')) return undefined;
  return floatsOf(bytes).every(Number.isFinite) ? vector : undefined;
}

function encoded(floats: Float32Array): string | undefined {
  if (!floats.every(Number.isFinite)) return undefined;
  const bytes = Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
  return (IS_BIG_ENDIAN ? bytes.swap32() : bytes).toString('base64');
}

/** A copy: a buffer of Node may begin anywhere in memory, an array of floats may not. */
function floatsOf(bytes: Buffer): Float32Array {
  const copy = Uint8Array.from(bytes);
  if (IS_BIG_ENDIAN) Buffer.from(copy.buffer).swap32();
  return new Float32Array(copy.buffer);
}

function textOf(number: number): string {
  return Object.is(number, -0) ? '-0' : String(number);
}
