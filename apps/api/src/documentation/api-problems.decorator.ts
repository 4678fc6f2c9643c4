import type { ErrorCode } from '@app/core';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEMS } from '../http/problem.table.js';
import { ProblemBody } from './problem.response.js';

const KEY: readonly ErrorCode[] = ['unauthenticated', 'forbidden', 'auth_unavailable', 'internal'];
/** What needs the stores themselves, and can't go on without them. */
const MEMORY: readonly ErrorCode[] = [...KEY, 'store_unavailable'];
const ENTRY: readonly ErrorCode[] = [...MEMORY, 'not_found'];
const BODY: readonly ErrorCode[] = [
  ...KEY,
  'validation_failed',
  'malformed_json',
  'body_too_large',
  'unsupported_media_type',
];
const ORDER: readonly ErrorCode[] = [...BODY, 'store_unavailable'];
const KEYS: readonly ErrorCode[] = [...MEMORY, 'keys_disabled'];
const STORED_KEY: readonly ErrorCode[] = [...KEYS, 'not_found'];
const KEY_ORDER: readonly ErrorCode[] = [...ORDER, 'keys_disabled'];
const QUESTION: readonly ErrorCode[] = [
  ...BODY,
  'not_in_cache',
  'overloaded',
  'provider_not_configured',
  'upstream_auth',
  'upstream_model',
  'upstream_refused',
  'upstream_rate_limited',
  'upstream_overloaded',
  'upstream_timeout',
  'upstream_failed',
  'upstream_unreachable',
];

/** What can go wrong, by kind of route. */
const KINDS = {
  ...{ key: KEY, memory: MEMORY, entry: ENTRY, order: ORDER, question: QUESTION },
  ...{ keys: KEYS, 'stored key': STORED_KEY, 'key order': KEY_ORDER },
};

/** Documents a route's error responses, one per status. */
export function ApiProblems(kind: keyof typeof KINDS): MethodDecorator {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of KINDS[kind]) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses = [...byStatus].map(([status, codes]) => problemResponse(status, codes));
  return applyDecorators(ApiExtraModels(ProblemBody), ...responses);
}

function problemResponse(status: number, codes: readonly ErrorCode[]): MethodDecorator & ClassDecorator {
  const description = codes.map((code) => `${code}: ${PROBLEMS[code].title}`).join('. ');
  const schema = { $ref: getSchemaPath(ProblemBody) };
  return ApiResponse({ status, description, content: { 'application/problem+json': { schema } } });
}
