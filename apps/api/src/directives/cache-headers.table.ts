import { isUtf8 } from 'node:buffer';
import type { SchemaObject } from '@nestjs/swagger';
import { documentedSchema } from '../contract/api-field.decorator.js';
import { NAMESPACE_MESSAGE } from '../contract/namespace.js';
import { CacheBlockDto } from './cache.dto.js';

export interface CacheHeader {
  readonly name: string;
  /** Converts the text to a value. Text that is no such value is returned as it is, and the contract refuses it. */
  readonly read: (text: string) => unknown;
  /** Describes the valid values, for error messages. */
  readonly rule: string;
  /** Describes the valid values, for the OpenAPI document. */
  readonly schema: SchemaObject;
  /** A valid value, as text. */
  readonly example: string;
}

/** A number, also in the form that programs write for small ones: 1e-7. */
const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
/** A tag between two commas. */
const TAG = '[\\t -+\\--~\\u0080-\\u00ff]{0,64}';

/** The request headers that set members of the `cache` block. A header overrides the body. */
export const CACHE_HEADERS: Readonly<Record<keyof CacheBlockDto, CacheHeader>> = {
  ttl: {
    name: 'X-Cache-TTL',
    read: (text) => (/^\d+$/.test(text) ? Number(text) : text),
    rule: 'must be a whole number of seconds from 1 to 2592000',
    schema: documentedSchema(CacheBlockDto, 'ttl'),
    example: '3600',
  },
  mode: {
    name: 'X-Cache-Mode',
    read: (text) => text,
    rule: 'must be one of off, exact, semantic',
    schema: documentedSchema(CacheBlockDto, 'mode'),
    example: 'exact',
  },
  threshold: {
    name: 'X-Cache-Threshold',
    read: (text) => (NUMBER.test(text) ? Number(text) : text),
    rule: 'must be a number from 0 to 1',
    schema: documentedSchema(CacheBlockDto, 'threshold'),
    example: '0.97',
  },
  tags: {
    name: 'X-Cache-Tags',
    read: tagsOf,
    rule: 'must be at most 16 names of at most 64 characters each, separated by commas',
    schema: { type: 'string', pattern: `^${TAG}(,${TAG}){0,15}$` },
    example: 'faq,settings',
  },
  namespace: {
    name: 'X-Cache-Namespace',
    read: (text) => text,
    rule: NAMESPACE_MESSAGE,
    schema: documentedSchema(CacheBlockDto, 'namespace'),
    example: 'help-centre',
  },
};

function tagsOf(text: string): string[] {
  const names = unicodeOf(text).split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** Node decodes headers as Latin-1. A client that sent UTF-8 means the same tag as in a JSON body. */
function unicodeOf(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : text;
}
