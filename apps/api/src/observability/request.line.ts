import type { ErrorCode } from '@app/core';
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
