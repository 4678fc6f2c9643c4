/** Anthropic's error types and the statuses that they come with outside a stream (its API reference, "Errors"). */
const STATUSES: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** A type that isn't known is the upstream's own trouble. */
export function statusOfType(type: unknown): number {
  return typeof type === 'string' && Object.hasOwn(STATUSES, type) ? STATUSES[type]! : 500;
}

/** A status without a type of its own is called what its kind is: the request's fault or the server's. */
export function typeOfStatus(status: number): string {
  const [type] = Object.entries(STATUSES).find(([, one]) => one === status) ?? [];
  return type ?? (status < 500 ? 'invalid_request_error' : 'api_error');
}
