import { type RagCacheError, publicDetail } from '@app/core';

/** What a caller reads of an error, in one line: every fault with its field, but of our own failures only whom to ask. */
export function messageOf(error: RagCacheError, status: number, requestId: string): string {
  const { detail, errors = [] } = error;
  const untold = errors.filter(({ message }) => !detail.includes(message));
  return [
    publicDetail(error, status, requestId),
    ...untold.map(({ path, message }) => `${path || 'body'}: ${message}.`),
  ].join(' ');
}
