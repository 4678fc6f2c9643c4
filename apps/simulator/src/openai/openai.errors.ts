import { whole, type WireAnswer } from '../delivery.js';

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'invalid_request_error',
  403: 'invalid_request_error',
  404: 'invalid_request_error',
  429: 'rate_limit_error',
};
const CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

export function openAiError(status: number, message: string, retryAfter?: number): WireAnswer {
  const error = { message, type: TYPES[status] ?? 'server_error', param: null, code: CODES[status] ?? null };
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return whole(status, { error }, { 'x-request-id': 'req_simulated', ...headers });
}
