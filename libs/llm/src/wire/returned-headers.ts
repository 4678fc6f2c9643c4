import { sendableHeaders, UPSTREAM_REQUEST_ID, type ReceivedHeaders } from './sendable-headers.js';

const NAMES = new Set([
  ...['content-type', 'retry-after', 'retry-after-ms', 'x-should-retry'],
  ...['request-id', 'openai-version', 'openai-processing-ms'],
]);

/** Rate limits: of requests and tokens, and those of Anthropic's priority and fast tiers. */
const PREFIXES = ['x-ratelimit-', 'anthropic-ratelimit-', 'anthropic-priority-', 'anthropic-fast-'];

/**
 * The upstream's response headers that may reach the caller. Headers that name the operator's account (`openai-organization`,
 * cookies), or that concern one connection, are left out.
 * @param headers names in lower case.
 */
export function returnedHeaders(headers: ReceivedHeaders): Record<string, string> {
  return sendableHeaders(headers, returnedName);
}

function returnedName(name: string): string | undefined {
  if (name === UPSTREAM_REQUEST_ID.received) return UPSTREAM_REQUEST_ID.returned;
  return NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)) ? name : undefined;
}
