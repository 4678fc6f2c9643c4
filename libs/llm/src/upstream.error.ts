import { RagCacheError, type ErrorCode, type ErrorExtras } from '@app/core';

export type UpstreamErrorCode = Extract<ErrorCode, `upstream_${string}`>;

export interface UpstreamErrorExtras extends ErrorExtras {
  /** The same call may well succeed later, and nothing of an answer has come yet. */
  readonly retryHelps?: boolean;
  /** It says that the upstream is unwell, not that the request or the caller is at fault. */
  readonly upstreamIsUnwell?: boolean;
}

/** What went wrong between us and an upstream. */
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
