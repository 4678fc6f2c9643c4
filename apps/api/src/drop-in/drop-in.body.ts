import { isUtf8 } from 'node:buffer';
import { MAX_DEPTH, RagCacheError } from '@app/core';
import { isIJson, type JsonObject } from '@app/llm';
import type { DropInCommand } from '@app/query';
import { refusal } from '../contract/refusal.js';
import { hasTooManyValues } from '../contract/value-count.js';

/** A body that is larger, or has too many values, is forwarded without being parsed. Bytes. */
const LARGEST = 1_048_576;

export type DropInBody = Pick<DropInCommand, 'raw' | 'body' | 'unsound'>;

/**
 * Reads the parts of a body that identify the request, or says why it can't be identified. Refuses only text that is no JSON
 * object.
 * @throws RagCacheError `malformed_json` or `validation_failed`.
 */
export function readDropInBody(raw: Buffer): DropInBody {
  if (raw.length > LARGEST) return { raw, unsound: 'too-large' };
  if (hasTooManyValues(raw)) return { raw, unsound: 'too-wide' };
  const text = isUtf8(raw) ? raw.toString('utf8') : '';
  const body = objectIn(text);
  if (isDeeper(body, MAX_DEPTH)) return { raw, body, unsound: 'too-deep' };
  return { raw, body, unsound: isIJson(text, body) ? undefined : 'not-i-json' };
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
