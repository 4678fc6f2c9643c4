/** The headers of every response: it is private to its caller, and browsers must not interpret it as anything else. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The response headers that scripts of listed origins may read. */
export const EXPOSED_HEADERS: readonly string[] = [
  'Cache-Status',
  'Age',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Server-Timing',
  'X-Cache-Status',
  'X-Cache-Layer',
  'X-Cache-Similarity',
  'X-Cache-Entry',
  'X-Cache-Items',
  'X-Cache-Purge',
  'X-Request-Id',
  'X-Should-Retry',
  'X-Upstream',
];
