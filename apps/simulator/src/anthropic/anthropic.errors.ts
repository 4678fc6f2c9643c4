import { whole } from '../delivery.js';
import type { WireError } from '../wire-format.js';
import { Mint } from '../mint.js';
import { anthropicHeaders } from './anthropic.headers.js';

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

export const anthropicError: WireError = ({ status, message, retryAfter }) => {
  const type = TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  const headers = anthropicHeaders(new Mint());
  const retry: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return whole(
    status,
    { type: 'error', error: { type, message }, request_id: headers['request-id'] },
    { ...headers, ...retry },
  );
};
