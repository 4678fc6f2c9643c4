import { TIERS } from '@app/cache';
import type { HeaderObject, SchemaObject } from '@nestjs/swagger';
import { ENTRY_ID } from '../contract/entry-id.js';
import { SECURITY_HEADERS } from '../http/security.headers.js';

/** Response headers by name. */
export type Headers = Readonly<Record<string, HeaderObject>>;

export function header(description: string, schema: SchemaObject, example: unknown): HeaderObject {
  return { description, schema, example };
}

export const TEXT: SchemaObject = { type: 'string' };

/** On every response. */
export const EVERYWHERE: Headers = {
  'X-Request-Id': header(
    "The caller's own when it is one to 64 of A-Z, a-z, 0-9, _ and -; the log names it too.",
    { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
    '7f0c2f1e-6f0e-4a3e-9a55-0b8c1d2e3f40',
  ),
  ...Object.fromEntries(
    Object.entries(SECURITY_HEADERS).map(([name, value]) => [
      name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
      header('Always this.', { type: 'string', enum: [value] }, value),
    ]),
  ),
};

/** For browsers of a listed origin. */
export const FOR_BROWSERS: Headers = {
  'Access-Control-Allow-Origin': header('A listed origin.', TEXT, 'https://app.example.com'),
  'Access-Control-Expose-Headers': header('What its scripts may read.', TEXT, 'Cache-Status, Age'),
  Vary: header('Answers to browsers depend on their origin.', TEXT, 'Origin'),
};

/** The headers of draft-ietf-httpapi-ratelimit-headers, for keys with limits. */
export const OF_LIMITS: Headers = {
  'RateLimit-Policy': header(
    'All limits of the key and of its tenant: how much per how many seconds; of money, millionths of a dollar.',
    {
      type: 'string',
      pattern: String.raw`^"[a-z_]+";q=\d+(;w=\d+)?(;qu="[a-z-]+")?(, "[a-z_]+";q=\d+(;w=\d+)?(;qu="[a-z-]+")?)*$`,
    },
    '"requests_per_minute";q=600;w=60, "tenant_usd_per_day";q=20000000;w=86400;qu="micro-usd"',
  ),
  RateLimit: header(
    'What is left of those that were counted, or of those that were used up; t: seconds until there is more.',
    { type: 'string', pattern: String.raw`^"[a-z_]+";r=\d+(;t=\d+)?(, "[a-z_]+";r=\d+(;t=\d+)?)*$` },
    '"requests_per_minute";r=597;t=1',
  ),
};

/** On every answer that memory might have given. */
export const OF_ANSWERS: Headers = {
  'Cache-Status': header(
    'RFC 9211: where the answer came from, whether it was accepted for storing or why not, and the cache rules that decided.',
    {
      type: 'string',
      pattern:
        '^ragcache(; (hit|stored|collapsed|ttl=-?\\d+|fwd=(miss|stale|partial|request|bypass)|detail=[a-z_-]+|rule="[A-Za-z0-9._+-]+"))+$',
    },
    'ragcache; hit; ttl=86211; detail=exact',
  ),
  'X-Cache-Status': header(
    'The same in one word.',
    { type: 'string', enum: ['HIT', 'STALE', 'PARTIAL', 'MISS', 'REFRESH', 'BYPASS'] },
    'HIT',
  ),
  'Server-Timing': header(
    'Milliseconds per step that ran: auth, exact, embed, search, decide, upstream.',
    TEXT,
    'auth;dur=0.02, exact;dur=0.31',
  ),
};

/** On answers from memory. */
export const OF_HITS: Headers = {
  Age: header('Seconds since the answer was made.', { type: 'integer', minimum: 0 }, 188),
  'X-Cache-Layer': header('The tier that found it.', { type: 'string', enum: [...TIERS] }, 'exact'),
  'X-Cache-Entry': header(
    'The id of the entry.',
    { type: 'string', pattern: ENTRY_ID.source },
    '01K4ZB3N8T8Q0W6J7V2M5C9XRD',
  ),
  'X-Cache-Similarity': header(
    'Cosine similarity of the entry that was served, or of the best one that was not.',
    { type: 'number', minimum: -1, maximum: 1 },
    0.9731,
  ),
};

/** On answers to requests of several items. */
export const OF_BATCHES: Headers = {
  'X-Cache-Items': header(
    'How many items of the request were in memory, and how many were not.',
    { type: 'string', pattern: '^hit=\\d+, miss=\\d+$' },
    'hit=99, miss=1',
  ),
};

export const OF_STREAMS: Headers = {
  'X-Accel-Buffering': header('Proxies are not to hold events back.', { type: 'string', enum: ['no'] }, 'no'),
};

/** On failures of the provider, which may have sent this header. */
export const OF_FAILED_CALLS: Headers = { 'Retry-After': retryAfter() };

/** By status. */
export const OF_ERRORS: Readonly<Record<number, Headers>> = {
  401: { 'WWW-Authenticate': header('How to send a key.', TEXT, 'Bearer realm="ragcache"') },
  429: { 'Retry-After': retryAfter() },
  503: { 'Retry-After': retryAfter() },
  504: {
    'X-Should-Retry': header(
      'false: asking again would not change this.',
      { type: 'string', enum: ['true', 'false'] },
      'false',
    ),
  },
};

export function retryAfter(): HeaderObject {
  return header('Seconds after which to try again.', { type: 'integer', minimum: 0 }, 2);
}
