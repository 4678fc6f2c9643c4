import type { ErrorCode, RagCacheError } from '@app/core';
import type { JsonObject } from '../../../json.js';
import { messageOf } from '../../../wire/error.message.js';
import { typeOfStatus } from '../error-types.js';

/** Anthropic says with 529 what HTTP says with 503, which here has other reasons as well. */
const OVERLOADED: readonly ErrorCode[] = ['overloaded', 'upstream_overloaded'];

/** Our own refusal as Anthropic words its errors. */
export function messagesError(error: RagCacheError, status: number, requestId: string): JsonObject {
  const type = OVERLOADED.includes(error.code) ? 'overloaded_error' : typeOfStatus(status);
  const message = messageOf(error, status, requestId);
  return { type: 'error', error: { type, message }, request_id: requestId };
}
