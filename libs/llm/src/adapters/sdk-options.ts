import type { Upstream } from '../provider.descriptor.js';
import type { HttpClient } from '@app/http';

/** Longer than any deadline may be: the deadline's signal ends calls, not the SDK. */
const LONGEST_CALL_MS = 24 * 3_600_000;

/**
 * What both SDKs are told. Retries are ours, so theirs are off; their logs would hold prompts. The key and the base URL are
 * always given, otherwise the SDKs look for them in the process's environment.
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
