import type { FieldError, RagCacheError } from '@app/core';
import { PROBLEMS } from './problem.table.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** An error as callers see it (RFC 9457). */
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

/** `provider_not_configured` is the one 5xx of ours whose detail helps the caller: it names the variable to set. */
export function problemOf(error: RagCacheError, requestId: string): Problem {
  const { code, errors } = error;
  const { status, title } = PROBLEMS[code];
  const detail =
    status >= 500 && code !== 'provider_not_configured'
      ? `Tell your operator the request id ${requestId}.`
      : error.detail;
  return {
    type: `urn:ragcache:problem:${code}`,
    ...{ title, status, detail },
    instance: `urn:ragcache:request:${requestId}`,
    ...{ code, request_id: requestId, errors },
  };
}
