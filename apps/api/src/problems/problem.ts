import { type FieldError, type RagCacheError, publicDetail } from '@app/core';
import { PROBLEMS } from './problem.table.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** An error in a response (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Names the request, never its URL. */
  readonly instance: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly FieldError[];
}

export function problemOf(error: RagCacheError, requestId: string): Problem {
  const { code, errors } = error;
  const { status, title } = PROBLEMS[code];
  const detail = publicDetail(error, status, requestId);
  return {
    type: `urn:ragcache:problem:${code}`,
    ...{ title, status, detail },
    instance: `urn:ragcache:request:${requestId}`,
    ...{ code, request_id: requestId, errors },
  };
}
