import type { RagCacheError } from '@app/core';
import type { JsonObject } from '../../../json.js';
import { messageOf } from '../../../wire/error.message.js';

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

/** An error of ours in OpenAI's shape. `code` is our code, and `param` is the first invalid field. */
export function errorBody(error: RagCacheError, status: number, requestId: string): JsonObject {
  const message = messageOf(error, status, requestId);
  const param = error.errors?.[0]?.path ?? null;
  return { error: { message, type: typeOf(status), param, code: error.code } };
}

function typeOf(status: number): string {
  return TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
}
