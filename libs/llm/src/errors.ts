import { RagCacheError, type ErrorCode, type ErrorExtras } from '@app/core';

export type UpstreamErrorCode = Extract<ErrorCode, `upstream_${string}`>;

export interface UpstreamErrorExtras extends ErrorExtras {
  /** The same call may succeed later, and no part of an answer has come yet. */
  readonly retryHelps?: boolean;
  /** The upstream is at fault, not the request or the caller. Breakers count these. */
  readonly upstreamIsUnwell?: boolean;
}

/** A failed call to an upstream. */
export class UpstreamError extends RagCacheError {
  readonly retryHelps: boolean;
  readonly upstreamIsUnwell: boolean;

  constructor(
    override readonly code: UpstreamErrorCode,
    detail: string,
    { retryHelps = false, upstreamIsUnwell = false, ...extras }: UpstreamErrorExtras = {},
  ) {
    super(code, detail, extras);
    this.retryHelps = retryHelps;
    this.upstreamIsUnwell = upstreamIsUnwell;
  }
}

/** An answer that can't be parsed, or that ended too early. The message never quotes the answer. */
export class BrokenAnswer extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenAnswer';
  }
}

/** The input of a tool call is not a JSON object: it is cut off, or was wrong from the start. */
export class BrokenToolInput extends BrokenAnswer {
  constructor() {
    super("A tool's input is no JSON object.");
  }
}

/** The upstream reported a failure inside a stream that had begun with success. */
export class ReportedFailure extends Error {
  /** @param status the HTTP status of the same failure when it comes before the stream. */
  constructor(readonly status: number) {
    super(`The upstream reported a failure inside its stream (as status ${status}).`);
    this.name = 'ReportedFailure';
  }
}
