/** Every error code of the API. A table of the app maps each to a status and a title. */
export const ERROR_CODES = [
  'validation_failed',
  'malformed_json',
  'unauthenticated',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'body_too_large',
  'unsupported_media_type',
  'rate_limited',
  'overloaded',
  'not_in_cache',
  'reader_too_slow',
  'auth_unavailable',
  'keys_disabled',
  'store_unavailable',
  'internal',
  'provider_not_configured',
  'upstream_auth',
  'upstream_model',
  'upstream_refused',
  'upstream_rate_limited',
  'upstream_overloaded',
  'upstream_timeout',
  'upstream_failed',
  'upstream_unreachable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error in one field. `path` has dotted form (`context.0.id`); `message` names the problem and the solution. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface ErrorExtras {
  readonly cause?: unknown;
  readonly errors?: readonly FieldError[];
  /** Milliseconds after which a retry makes sense, when the failing side has told. */
  readonly retryAfterMs?: number;
}

/** The only error class that crosses libs. `detail` may be shown to callers: it never holds prompts, secrets or upstream text. */
export class RagCacheError extends Error {
  readonly errors?: readonly FieldError[];
  readonly retryAfterMs?: number;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    extras: ErrorExtras = {},
  ) {
    super(detail, { cause: extras.cause });
    this.name = 'RagCacheError';
    this.errors = extras.errors;
    this.retryAfterMs = extras.retryAfterMs;
  }
}

/** Errors with a 5xx status whose detail helps the caller, not only the operator. */
const PUBLIC: ReadonlySet<ErrorCode> = new Set([
  'provider_not_configured',
  'not_in_cache',
  'store_unavailable',
  'auth_unavailable',
  'keys_disabled',
]);

/** The detail of an error as the caller sees it. For 5xx it is only the request id, except for the codes above. */
export function publicDetail({ code, detail }: RagCacheError, status: number, requestId: string): string {
  return status < 500 || PUBLIC.has(code) ? detail : `Tell your operator the request id ${requestId}.`;
}
