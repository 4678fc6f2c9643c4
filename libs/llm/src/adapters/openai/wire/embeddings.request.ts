import { RagCacheError, type FieldError } from '@app/core';
import type { JsonObject } from '../../../json.js';
import { spelledAlike } from '../../../wire/spelling.js';
import { EMBEDDINGS_SPELLING, FLOAT_FIELDS } from './embeddings.fields.js';
import { readInput, type EmbeddingsInput } from './embeddings.input.js';

export const EMBEDDINGS_ENCODINGS = ['float', 'base64'] as const;
export type EmbeddingsEncoding = (typeof EMBEDDINGS_ENCODINGS)[number];

/** The facts that the cache needs about a request for embeddings. */
export interface EmbeddingsRequest {
  /** As sent. */
  readonly model: string;
  /** In the order of the body, with repetitions. */
  readonly items: readonly EmbeddingsInput[];
  readonly encoding: EmbeddingsEncoding;
  readonly dimensions?: number;
  /** The members that shape every vector. */
  readonly profile: JsonObject;
}

/**
 * Reads a request for embeddings. Returns undefined when it has no `input` but other members that its provider may understand.
 * @throws RagCacheError `validation_failed` when the model, the items, the dimension or the encoding is invalid.
 */
export function readEmbeddings(body: JsonObject): EmbeddingsRequest | undefined {
  const isForeign = body['input'] === undefined && Array.isArray(body['messages']);
  const input = isForeign ? { items: [] } : readInput(body['input']);
  const faults = 'fault' in input ? [...faultsOf(body), input.fault] : faultsOf(body);
  if (faults.length > 0 || 'fault' in input)
    throw new RagCacheError('validation_failed', 'The request can not be read.', { errors: faults });
  return isForeign ? undefined : requestOf(body, input.items);
}

function faultsOf({ model, dimensions, encoding_format: encoding }: JsonObject): FieldError[] {
  return [
    ...(typeof model === 'string' && model ? [] : [fault('model', 'must be a non-empty string')]),
    ...(isDimension(dimensions) ? [] : [fault('dimensions', 'must be a whole number of at least 1')]),
    ...(isEncoding(encoding) ? [] : [fault('encoding_format', 'must be float or base64')]),
  ];
}

function requestOf(body: JsonObject, items: readonly EmbeddingsInput[]): EmbeddingsRequest {
  return {
    items,
    model: body['model'] as string,
    encoding: (body['encoding_format'] ?? 'float') as EmbeddingsEncoding,
    dimensions: (body['dimensions'] ?? undefined) as number | undefined,
    profile: profileOf(body),
  };
}

/** The identity of an item within its request's scope: a list of tokens is never the same as a text. */
export function identityOfItem(item: EmbeddingsInput): string {
  return typeof item === 'string' ? `text ${item}` : `tokens ${item.join(',')}`;
}

/** Fields that nobody knows may ask for another type of number. One stored vector then serves one encoding. */
function profileOf(body: JsonObject): JsonObject {
  const profile = spelledAlike(body, EMBEDDINGS_SPELLING);
  const isOfFloats = Object.keys(body).every((name) => FLOAT_FIELDS.has(name));
  return isOfFloats ? profile : { ...profile, encoding_format: body['encoding_format'] ?? 'float' };
}

function isDimension(value: unknown): boolean {
  return value === undefined || value === null || (Number.isSafeInteger(value) && (value as number) >= 1);
}

function isEncoding(value: unknown): boolean {
  return (
    value === undefined || value === null || (EMBEDDINGS_ENCODINGS as readonly unknown[]).includes(value)
  );
}

function fault(path: string, message: string): FieldError {
  return { path, message };
}
