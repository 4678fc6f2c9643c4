import type { ErrorCode } from '@app/core';
import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiExtraModels } from '@nestjs/swagger';
import { BareProblemBody, ProblemBody } from './problem.response.js';

/** In an operation of the OpenAPI document: the codes of the errors it may answer with. */
export const ERROR_CODES_KEY = 'x-error-codes';

const OPEN: readonly ErrorCode[] = ['internal'];
const KEY: readonly ErrorCode[] = [
  'unauthenticated',
  'forbidden',
  'rate_limited',
  'auth_unavailable',
  ...OPEN,
];
/** The errors of routes that need the stores. */
const MEMORY: readonly ErrorCode[] = [...KEY, 'validation_failed', 'store_unavailable'];
const ENTRY: readonly ErrorCode[] = [...MEMORY, 'not_found'];
/** The errors of any body. */
const ANY_BODY: readonly ErrorCode[] = ['malformed_json', 'body_too_large', 'unsupported_media_type'];
/** A DELETE needs no body, but a body that is sent is read. */
const REMOVAL: readonly ErrorCode[] = [...ENTRY, ...ANY_BODY];
const BODY: readonly ErrorCode[] = [...KEY, 'validation_failed', ...ANY_BODY];
const ORDER: readonly ErrorCode[] = [...BODY, 'store_unavailable'];
const KEYS: readonly ErrorCode[] = [...MEMORY, 'keys_disabled'];
const STORED_KEY: readonly ErrorCode[] = [...KEYS, 'not_found', ...ANY_BODY];
const KEY_ORDER: readonly ErrorCode[] = [...ORDER, 'keys_disabled'];
const PROVIDER: readonly ErrorCode[] = [
  'overloaded',
  'provider_not_configured',
  'upstream_timeout',
  'upstream_failed',
  'upstream_unreachable',
];
const QUESTION: readonly ErrorCode[] = [
  ...BODY,
  ...PROVIDER,
  'not_in_cache',
  'not_found',
  'upstream_auth',
  'upstream_model',
  'upstream_refused',
  'upstream_rate_limited',
  'upstream_overloaded',
];
/** The provider's own refusals are forwarded unchanged, so they are not listed. */
const DROP_IN: readonly ErrorCode[] = [...BODY, ...PROVIDER, 'not_in_cache', 'not_found'];
const MODELS: readonly ErrorCode[] = [...KEY, ...PROVIDER];

/** The possible errors of each kind of route. */
const KINDS = {
  ...{ open: OPEN, key: KEY, memory: MEMORY, entry: ENTRY, removal: REMOVAL },
  ...{ order: ORDER, question: QUESTION, dropIn: DROP_IN, models: MODELS },
  ...{ keys: KEYS, 'stored key': STORED_KEY, 'key order': KEY_ORDER },
};

/** Documents a route's errors; `documentation/error.responses.ts` turns the codes into responses. */
export function ApiProblems(kind: keyof typeof KINDS): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemBody, BareProblemBody),
    ApiExtension(ERROR_CODES_KEY, KINDS[kind]),
  );
}
