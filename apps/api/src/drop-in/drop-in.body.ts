import { isUtf8 } from 'node:buffer';
import { hasTooManyValues, MAX_DEPTH, MAX_VALUES, RagCacheError, type ValueLimits } from '@app/core';
import { isIJson, type JsonObject } from '@app/llm';
import type { DropInCommand } from '@app/query';
import { refusal } from '../contract/refusal.js';
import { withDigests } from './embedded-data.js';

/** A body that is larger, or has more values, is forwarded without being parsed. */
export interface BodyLimits extends ValueLimits {
  readonly bytes: number;
  /** Bytes besides pictures and files. */
  readonly text: number;
}

const MEBIBYTE = 1_048_576;
/** @param bytes of the whole body. */
export function limitsOf(bytes: number): BodyLimits {
  return { bytes, text: MEBIBYTE, values: MAX_VALUES, names: MAX_VALUES };
}

/**
 * A batch of texts, or of token lists. OpenAI takes 300,000 tokens at most, which are about 2 MB. Reading so many blocks the event
 * loop for about 30 ms.
 */
export const BATCH_LIMITS: BodyLimits = {
  bytes: 4 * MEBIBYTE,
  text: 4 * MEBIBYTE,
  values: 400_000,
  names: MAX_VALUES,
};
/** The largest body that is parsed when it may name what belongs to another tenant. Bytes. */
const LARGEST_SEARCHED = 8_388_608;

export type DropInBody = Pick<DropInCommand, 'raw' | 'body' | 'unsound' | 'large' | 'digests'>;

/**
 * Reads the parts of a body that identify the request, or says why it can't be identified. Refuses only text that is no JSON
 * object, and leaves a long one to the provider.
 * @throws RagCacheError `malformed_json` or `validation_failed`.
 */
export function readDropInBody(raw: Buffer, most: BodyLimits): DropInBody {
  if (raw.length > most.text) return raw.length > most.bytes ? tooLarge(raw) : largeBody(raw, most);
  if (hasTooManyValues(raw, most)) return { raw, unsound: 'too-wide' };
  const text = isUtf8(raw) ? raw.toString('utf8') : '';
  const body = objectIn(text);
  if (isDeeper(body, MAX_DEPTH)) return { raw, body, unsound: 'too-deep' };
  return { raw, body, unsound: isIJson(text, body) ? undefined : 'not-i-json' };
}

/** Pictures and files count by their digests: what identifies a request must stay small. */
function largeBody(raw: Buffer, most: BodyLimits): DropInBody {
  const read = soundObjectIn(raw);
  if (!read) return tooLarge(raw);
  const { body, bytes, paths } = withDigests(read);
  if (raw.length - bytes > most.text) return { raw, unsound: 'too-large', large: () => read };
  return { raw, body, digests: paths };
}

function tooLarge(raw: Buffer): DropInBody {
  return { raw, unsound: 'too-large', large: () => largeObjectIn(raw) };
}

function soundObjectIn(raw: Buffer): JsonObject | undefined {
  try {
    return largeObjectIn(raw);
  } catch (error) {
    if (error instanceof RagCacheError) return undefined;
    throw error;
  }
}

/** Most of a large body is the text of an image or a file, and 8 MiB of that are read in some 70 ms. */
function largeObjectIn(raw: Buffer): JsonObject | undefined {
  if (raw.length > LARGEST_SEARCHED || hasTooManyValues(raw) || !isUtf8(raw)) return undefined;
  const text = raw.toString('utf8');
  const body = objectIn(text);
  return !isDeeper(body, MAX_DEPTH) && isIJson(text, body) ? body : undefined;
}

function objectIn(text: string): JsonObject {
  const value = parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw refusal([{ path: '', message: 'the body must be a JSON object' }]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RagCacheError('malformed_json', 'Send one JSON object in UTF-8.', { cause });
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
