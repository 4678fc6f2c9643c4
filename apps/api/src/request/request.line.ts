import type { ErrorCode } from '@app/core';
import type { FastifyRequest } from 'fastify';
import type { RequestOutcome } from './request.outcome.js';

/** What is written of one request, in the log and in its trace: facts from closed lists, ids and figures, never texts. */
export interface RequestLine {
  readonly request_id: string;
  readonly method: string;
  /** The template, never the URL. */
  readonly route: string;
  readonly status: number;
  readonly outcome: RequestOutcome;
  readonly duration_ms: number;
  readonly tenant?: string;
  readonly key_id?: string;
  readonly code?: ErrorCode;
  readonly trace_id?: string;
  /** What the handler decided, see `LoggingInterceptor`. */
  readonly [decided: string]: unknown;
}

type Ended = Pick<RequestLine, 'method' | 'route' | 'status' | 'outcome'> & { readonly seconds: number };

/** Written out, what was decided last: an object that begins with another's members takes V8 many times as long. */
export function lineOf(
  { id, observation, principal }: FastifyRequest,
  { method, route, status, outcome, seconds }: Ended,
): RequestLine {
  return {
    request_id: id,
    method,
    route,
    status,
    outcome,
    duration_ms: Math.round(seconds * 100_000) / 100,
    tenant: principal?.tenant,
    key_id: principal?.keyId,
    code: observation.errorCode,
    trace_id: observation.trace?.id,
    ...observation.logged,
  };
}
