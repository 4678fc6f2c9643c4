import { type RagCacheError, publicDetail } from '@app/core';

/** The public message of an error in one line, with all errors of fields. */
export function messageOf(error: RagCacheError, status: number, requestId: string): string {
  const { detail, errors = [] } = error;
  const others = errors.filter(({ message }) => !detail.includes(message));
  return [
    publicDetail(error, status, requestId),
    ...others.map(({ path, message }) => `${path || 'body'}: ${message}.`),
  ].join(' ');
}
