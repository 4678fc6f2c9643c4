import { type ErrorCode, type ErrorExtras, RagCacheError } from '@app/core';

type Example = readonly [detail: string, extras?: ErrorExtras];

/** An example of each error. */
const EXAMPLES: Readonly<Record<ErrorCode, Example>> = {
  validation_failed: [
    "The request can't be understood. See errors for: max_tokens.",
    { errors: [{ path: 'max_tokens', message: 'must not be greater than 4000' }] },
  ],
  malformed_json: [
    'Send one JSON object in UTF-8, without members named __proto__ or constructor.prototype.',
  ],
  unauthenticated: ['Send a valid API key as "Authorization: Bearer <key>" or "X-API-Key: <key>".'],
  forbidden: ['This needs a key with the scope "purge".'],
  not_found: ['There is no entry with this id.'],
  method_not_allowed: ['This path takes GET, HEAD.'],
  body_too_large: [
    'Send a smaller body: at most 1 MiB under /api, and under /v1 what the operator set, 32 MiB by default.',
  ],
  unsupported_media_type: ['Send JSON with Content-Type: application/json, not compressed.'],
  rate_limited: [
    'The limit requests_per_minute=600 of this key is used up. Try again in a second.',
    { retryAfterMs: 100 },
  ],
  overloaded: ['Too many questions are waiting for a model. Try again in a moment.', { retryAfterMs: 1_000 }],
  not_in_cache: ['There is no such answer in memory, and the request wants none from the model.'],
  reader_too_slow: ['You read more slowly than the model wrote. Read faster, or ask without stream.'],
  auth_unavailable: ['Keys cannot be checked now.'],
  keys_disabled: ['Key management is off.'],
  store_unavailable: [
    "The entry store can't be reached, so it was not done, or not wholly. Try again in a moment.",
    { retryAfterMs: 1_000 },
  ],
  internal: ['Unexpected error.'],
  provider_not_configured: [
    'OPENAI_API_KEY is not set. Set it and restart the service, or name another provider in the request.',
  ],
  upstream_auth: ['The openai API refused the configured key. Check OPENAI_API_KEY.'],
  upstream_model: ['The openai API does not offer this model. Check the name in "model".'],
  upstream_refused: [
    'The openai model refused to answer. Put the question differently, or ask another model.',
  ],
  upstream_rate_limited: [
    "The openai API's rate limit or quota is used up. Try again later.",
    { retryAfterMs: 20_000 },
  ],
  upstream_overloaded: ['The openai API is overloaded. Try again later.'],
  upstream_timeout: ['The openai API did not answer in time. Try again, or ask for fewer tokens.'],
  upstream_failed: ['The openai API failed with status 500. Try again later.'],
  upstream_unreachable: ["The openai API can't be reached."],
};

/** The request id of every example. */
export const EXAMPLE_REQUEST_ID = '7f0c2f1e-6f0e-4a3e-9a55-0b8c1d2e3f40';

export function exampleError(code: ErrorCode): RagCacheError {
  const [detail, extras] = EXAMPLES[code];
  return new RagCacheError(code, detail, extras);
}
