import type { ErrorCode } from '@app/core';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** The one place where domain errors get a status and a title. */
export const PROBLEMS: Readonly<Record<ErrorCode, ProblemKind>> = {
  validation_failed: { status: 400, title: 'The request is not valid' },
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  unauthenticated: { status: 401, title: 'An API key is needed' },
  forbidden: { status: 403, title: 'This API key may not do that' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'This path has other methods' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  rate_limited: { status: 429, title: 'Too many requests' },
  overloaded: { status: 503, title: 'Too busy' },
  not_in_cache: { status: 504, title: 'Not in memory' },
  reader_too_slow: { status: 408, title: 'The stream was read too slowly' },
  auth_unavailable: { status: 503, title: 'Keys cannot be checked now' },
  keys_disabled: { status: 503, title: 'Key management is off' },
  store_unavailable: { status: 503, title: 'Memory cannot be reached now' },
  internal: { status: 500, title: 'Something went wrong here' },
  provider_not_configured: { status: 503, title: 'This provider is not configured' },
  upstream_auth: { status: 502, title: 'The provider refused our key' },
  upstream_model: { status: 400, title: 'The provider does not know this model' },
  upstream_refused: { status: 422, title: 'The provider refused the request' },
  upstream_rate_limited: { status: 429, title: 'The provider limits our requests' },
  upstream_overloaded: { status: 503, title: 'The provider is overloaded' },
  upstream_timeout: { status: 504, title: 'The provider took too long' },
  upstream_failed: { status: 502, title: 'The provider failed' },
  upstream_unreachable: { status: 502, title: 'The provider cannot be reached' },
};
