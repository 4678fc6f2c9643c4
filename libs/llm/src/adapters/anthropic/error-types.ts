/** Anthropic's error types with their HTTP statuses outside a stream (API reference, "Errors"). */
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

/** The status of an error type. An unknown type counts as the upstream's failure. */
export function statusOfType(type: unknown): number {
  return typeof type === 'string' && Object.hasOwn(STATUSES, type) ? STATUSES[type]! : 500;
}

/** The error type of a status. A status without one gets the type of its class: an invalid request or a server error. */
export function typeOfStatus(status: number): string {
  const [type] = Object.entries(STATUSES).find(([, one]) => one === status) ?? [];
  return type ?? (status < 500 ? 'invalid_request_error' : 'api_error');
}
