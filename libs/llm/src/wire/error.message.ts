import type { ErrorCode, RagCacheError } from '@app/core';

/** Failures of ours that the caller, not only the operator, can do something about. */
const TOLD: ReadonlySet<ErrorCode> = new Set(['provider_not_configured', 'not_in_cache']);

/** What a caller reads of an error, in one line: every fault with its field, but of our own failures only whom to ask. */
export function messageOf(
  { code, detail, errors = [] }: RagCacheError,
  status: number,
  requestId: string,
): string {
  if (status >= 500 && !TOLD.has(code)) return `Tell your operator the request id ${requestId}.`;
  const untold = errors.filter(({ message }) => !detail.includes(message));
  return [detail, ...untold.map(({ path, message }) => `${path || 'body'}: ${message}.`)].join(' ');
}
