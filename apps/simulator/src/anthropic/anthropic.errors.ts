import { whole, type WireAnswer } from '../delivery.js';

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

export function anthropicError(status: number, message: string, retryAfter?: number): WireAnswer {
  const error = { type: TYPES[status] ?? 'api_error', message };
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return whole(
    status,
    { type: 'error', error, request_id: 'req_simulated' },
    { 'request-id': 'req_simulated', ...headers },
  );
}
