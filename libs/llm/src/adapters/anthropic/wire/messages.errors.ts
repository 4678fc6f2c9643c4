import type { ErrorCode, RagCacheError } from '@app/core';
import type { JsonObject } from '../../../json.js';
import { messageOf } from '../../../wire/error.message.js';
import { typeOfStatus } from '../error-types.js';

/** Codes that Anthropic reports with 529. Our 503 has other reasons as well. */
const OVERLOADED: readonly ErrorCode[] = ['overloaded', 'upstream_overloaded'];

/** An error of ours in Anthropic's shape. */
export function messagesError(error: RagCacheError, status: number, requestId: string): JsonObject {
  const type = OVERLOADED.includes(error.code) ? 'overloaded_error' : typeOfStatus(status);
  const message = messageOf(error, status, requestId);
  return { type: 'error', error: { type, message }, request_id: requestId };
}
