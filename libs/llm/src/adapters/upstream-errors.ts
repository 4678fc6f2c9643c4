import { BodyTooLong } from '@app/http';
import type { Deadline } from '../llm-provider.port.js';
import { UpstreamError, type UpstreamErrorCode } from '../errors.js';
import type { Upstream } from '../provider.descriptor.js';
import { BrokenAnswer } from '../errors.js';
import { ReportedFailure } from '../errors.js';
import { retryAfterMs } from './retry-after.js';
import { codeOfStatus, detailOf } from './upstream-statuses.js';

/** A timer may fire this many milliseconds early. */
const TIMER_SLACK_MS = 20;
/** Temporary failures. */
const PASSING: readonly UpstreamErrorCode[] = [
  'upstream_rate_limited',
  'upstream_overloaded',
  'upstream_timeout',
  'upstream_failed',
];
/** The code of a 429 that waiting doesn't cure: the account has no money left. */
const OUT_OF_QUOTA = 'insufficient_quota';

interface FailedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly code?: unknown;
}

/** Maps every failure of a call to an `UpstreamError`. Its `detail` holds no text of the upstream. */
export class UpstreamErrors {
  constructor(private readonly upstream: Upstream) {}

  /** For failures before a successful response has begun. */
  beforeAnswer(cause: unknown, deadline: Deadline): UpstreamError {
    if (deadline.signal.aborted) return this.outOfTime(deadline);
    if (isFailedResponse(cause)) return this.fromResponse(cause);
    if (wasRedirected(cause)) return this.redirected(cause);
    const detail = detailOf(this.upstream, 'upstream_unreachable');
    return new UpstreamError('upstream_unreachable', detail, {
      cause,
      retryHelps: true,
      upstreamIsUnwell: true,
    });
  }

  /** For failures after that. They are not retried, because a retry would pay twice for one answer. */
  duringAnswer(cause: unknown, deadline: Deadline): UpstreamError {
    if (deadline.signal.aborted) return this.outOfTime(deadline);
    if (cause instanceof ReportedFailure) return this.fromReport(cause);
    return this.failed(isMalformed(cause) ? 'malformed' : 'cut', cause);
  }

  /** For a redirect, which is never followed. */
  redirected(cause?: unknown): UpstreamError {
    return this.failed('redirect', cause);
  }

  private outOfTime(deadline: Deadline): UpstreamError {
    return new UpstreamError('upstream_timeout', detailOf(this.upstream, 'upstream_timeout'), {
      cause: deadline.signal.reason,
      upstreamIsUnwell: deadline.remainingMs() <= TIMER_SLACK_MS,
    });
  }

  private fromResponse(cause: FailedResponse): UpstreamError {
    const code = codeOfStatus(cause.status);
    const pause = retryAfterMs(cause.headers, Date.now());
    return new UpstreamError(code, detailOf(this.upstream, code, cause.status), {
      cause,
      retryAfterMs: pause,
      retryHelps: PASSING.includes(code) && !isFinal(cause),
      upstreamIsUnwell: cause.status >= 500 && pause === undefined,
    });
  }

  private fromReport(cause: ReportedFailure): UpstreamError {
    const code = codeOfStatus(cause.status);
    const detail = detailOf(this.upstream, code, cause.status);
    return new UpstreamError(code, detail, { cause, upstreamIsUnwell: cause.status >= 500 });
  }

  private failed(how: 'redirect' | 'malformed' | 'cut', cause: unknown): UpstreamError {
    return new UpstreamError('upstream_failed', detailOf(this.upstream, how), {
      cause,
      upstreamIsUnwell: true,
    });
  }
}

function isMalformed(cause: unknown): boolean {
  return cause instanceof BrokenAnswer || cause instanceof BodyTooLong;
}

function isFailedResponse(error: unknown): error is FailedResponse {
  const { status, headers } = error as Partial<FailedResponse>;
  return typeof status === 'number' && typeof headers?.get === 'function';
}

function isFinal({ status, headers, code }: FailedResponse): boolean {
  return status < 400 || code === OUT_OF_QUOTA || headers.get('x-should-retry') === 'false';
}

/** `fetch` reports a refused redirect as a network error. Only the innermost cause tells. */
function wasRedirected(error: unknown): boolean {
  for (let cause = error; cause instanceof Object; cause = (cause as Error).cause)
    if (/unexpected redirect/.test((cause as Error).message)) return true;
  return false;
}
