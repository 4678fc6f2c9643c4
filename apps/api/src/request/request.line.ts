import type { ErrorCode } from '@app/core';
import type { FastifyRequest } from 'fastify';
import type { RequestOutcome } from './request.outcome.js';

/** The facts about one request for its log line and its trace: values from closed lists, ids and figures, never texts. */
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
  /** The decisions of the handler, see `LoggingInterceptor`. */
  readonly [decided: string]: unknown;
}

type Ended = Pick<RequestLine, 'method' | 'route' | 'status' | 'outcome'> & { readonly seconds: number };

/** The literal is written out and spreads the decisions last: a literal that begins with a spread is many times slower in V8. */
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
