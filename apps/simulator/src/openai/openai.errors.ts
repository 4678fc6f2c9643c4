import { whole } from '../delivery.js';
import type { WireError } from '../wire-format.js';
import { Mint } from '../mint.js';
import { openAiHeaders } from './openai.headers.js';

const TYPES: Readonly<Record<number, string>> = { 429: 'rate_limit_error' };
const CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

export const openAiError: WireError = ({ status, message, retryAfter, param = null }) => {
  const type = TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error');
  const error = { message, type, param, code: CODES[status] ?? null };
  const retry: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return whole(status, { error }, { ...openAiHeaders(new Mint()), ...retry });
};
