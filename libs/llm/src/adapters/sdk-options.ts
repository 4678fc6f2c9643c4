import type { Upstream } from '../provider.descriptor.js';
import type { HttpClient } from '@app/http';
import { credentialsOf } from '../upstreams/auth-schemes.js';

/** Longer than any deadline. The deadline's signal ends calls, not the SDK. */
const LONGEST_CALL_MS = 24 * 3_600_000;

/** The SDKs need a text, also where no key is sent. */
const NO_KEY = 'none';
const UNSET = { authorization: null, 'x-api-key': null };

/**
 * The options of both SDKs. Their retries are off, because the service has its own. Their logs are off, because they would hold
 * prompts. The key and the base URL are always given; otherwise the SDKs read them from the process's environment.
 */
export function sdkOptions(upstream: Upstream, http: HttpClient) {
  const { apiKey = NO_KEY, baseUrl, headers, query } = upstream;
  return {
    apiKey,
    baseURL: baseUrl,
    // The SDKs would present the key in their own way.
    defaultHeaders: { ...UNSET, ...headers, ...credentialsOf(upstream) },
    defaultQuery: query,
    fetch: http.fetch,
    maxRetries: 0,
    timeout: LONGEST_CALL_MS,
    logLevel: 'off',
  } as const;
}
