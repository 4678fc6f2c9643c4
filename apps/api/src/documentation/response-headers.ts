import type { HeadersObject } from '@nestjs/swagger';
import { PURGE_HEADER } from '../purge/purge.response.js';
import { EMBEDDINGS_PATH, isDropInPath } from '../wire/drop-in.routes.js';
import { needsKey, type Operation, responsesOf, usesMemory } from './operations.js';
import { OF_PROVIDERS } from './provider-headers.table.js';
import * as TABLE from './response-headers.table.js';
import type { Headers } from './response-headers.table.js';

/** On the answer to `DELETE /api/v1/entries/{id}`. */
const OF_REMOVALS: Headers = {
  [PURGE_HEADER]: TABLE.header(
    "The purge's number: `GET /api/v1/purges/{number}` tells how far it has come.",
    { type: 'integer', minimum: 1 },
    1_796_000_000_000,
  ),
};

const ALL = Object.assign(
  {},
  ...[
    TABLE.EVERYWHERE,
    TABLE.FOR_BROWSERS,
    TABLE.OF_LIMITS,
    TABLE.OF_ANSWERS,
    TABLE.OF_HITS,
    TABLE.OF_BATCHES,
    TABLE.OF_STREAMS,
    OF_REMOVALS,
  ],
  ...[...Object.values(TABLE.OF_ERRORS), TABLE.OF_FAILED_CALLS, OF_PROVIDERS],
) as Headers;

/** Suffix of a header component that is always present. */
const ALWAYS = '.always';

/** Two components per header: one that may be present, and one that always is. */
export const HEADER_COMPONENTS: Headers = Object.fromEntries(
  Object.entries(ALL).flatMap(([name, described]) => [
    [name, described],
    [`${name}${ALWAYS}`, { ...described, required: true }],
  ]),
);

/** The statuses that Node answers with for bytes that never became a request. */
const MAYBE_BROKEN = ['400', '408'];

const ENTRY_PATH = '/api/v1/entries/{id}';

/** Adds to each response the headers that it has, or may have. */
export function addResponseHeaders(operation: Operation): void {
  for (const [status, response] of responsesOf(operation)) {
    response.headers = {
      ...response.headers,
      ...optional(TABLE.FOR_BROWSERS),
      ...(needsKey(operation) ? optional(TABLE.OF_LIMITS) : {}),
      ...headersOf(operation, status),
      ...(MAYBE_BROKEN.includes(status) ? optional(TABLE.EVERYWHERE) : required(TABLE.EVERYWHERE)),
    };
  }
}

function headersOf(operation: Operation, status: string): HeadersObject {
  const ofErrors = TABLE.OF_ERRORS[Number(status)] ?? {};
  if (isDropInPath(operation.path)) {
    const ofBatches = operation.path === EMBEDDINGS_PATH ? TABLE.OF_BATCHES : {};
    return {
      ...optional({ ...OF_PROVIDERS, ...ofErrors, ...ofBatches }),
      ...memoryHeaders(operation, status),
    };
  }
  const isCertain = status === '401' || status === '429';
  const isRemoval = operation.method === 'delete' && status.startsWith('2') && operation.path === ENTRY_PATH;
  return {
    ...memoryHeaders(operation, status),
    ...(isCertain ? required(ofErrors) : optional(ofErrors)),
    ...(isRemoval ? required(OF_REMOVALS) : {}),
  };
}

function memoryHeaders(operation: Operation, status: string): HeadersObject {
  if (!usesMemory(operation)) return {};
  if (status !== '200') return optional({ ...TABLE.OF_ANSWERS, ...TABLE.OF_HITS, ...TABLE.OF_FAILED_CALLS });
  return { ...required(TABLE.OF_ANSWERS), ...optional({ ...TABLE.OF_HITS, ...TABLE.OF_STREAMS }) };
}

function optional(headers: Headers): HeadersObject {
  return referring(headers, '');
}

function required(headers: Headers): HeadersObject {
  return referring(headers, ALWAYS);
}

function referring(headers: Headers, suffix: string): HeadersObject {
  return Object.fromEntries(
    Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}${suffix}` }]),
  );
}
