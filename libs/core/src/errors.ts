/** Every code that a caller can meet; the app's table maps each to a status and a title. */
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

/** One fault of one field: `path` in dotted form (`context.0.id`), `message` names the problem and the way out. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface ErrorExtras {
  readonly cause?: unknown;
  readonly errors?: readonly FieldError[];
  /** Milliseconds after which trying again makes sense, when the failing side said so. */
  readonly retryAfterMs?: number;
}

/** The one error that crosses libs. `detail` is safe to show: it never holds prompts, secrets or upstream text. */
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

/** Failures of ours that the caller, not only the operator, can do something about. */
const TOLD: ReadonlySet<ErrorCode> = new Set([
  'provider_not_configured',
  'not_in_cache',
  'store_unavailable',
  'auth_unavailable',
  'keys_disabled',
]);

/** What a caller is told of an error: of our own failures mostly no more than whom to ask. */
export function publicDetail({ code, detail }: RagCacheError, status: number, requestId: string): string {
  return status < 500 || TOLD.has(code) ? detail : `Tell your operator the request id ${requestId}.`;
}
