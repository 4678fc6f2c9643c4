import type { ErrorCode, RagCacheError } from '@app/core';
import type { JsonObject } from '../../../json.js';
import { typeOfStatus } from '../error-types.js';

/** Anthropic says with 529 what HTTP says with 503, which here has other reasons as well. */
const OVERLOADED: readonly ErrorCode[] = ['overloaded', 'upstream_overloaded'];

/** One of our errors in the shape of Anthropic's. */
export function messagesError(
  { code, detail }: RagCacheError,
  status: number,
  requestId: string,
): JsonObject {
  const type = OVERLOADED.includes(code) ? 'overloaded_error' : typeOfStatus(status);
  return { type: 'error', error: { type, message: detail }, request_id: requestId };
}
