import type { Upstream } from '../provider.descriptor.js';
import type { HttpClient } from '@app/http';

/** Longer than any deadline. The deadline's signal ends calls, not the SDK. */
const LONGEST_CALL_MS = 24 * 3_600_000;

/**
 * The options of both SDKs. Their retries are off, because the service has its own. Their logs are off, because they would hold
 * prompts. The key and the base URL are always given; otherwise the SDKs read them from the process's environment.
 */
export function sdkOptions({ apiKey, baseUrl, headers }: Upstream, http: HttpClient) {
  return {
    apiKey,
    baseURL: baseUrl,
    defaultHeaders: headers,
    fetch: http.fetch,
    maxRetries: 0,
    timeout: LONGEST_CALL_MS,
    logLevel: 'off',
  } as const;
}
