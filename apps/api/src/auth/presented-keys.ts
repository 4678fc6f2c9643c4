import type { IncomingHttpHeaders } from 'node:http';

const BEARER = 'bearer ';
/** The headers after `Authorization`, in their order of precedence: Anthropic's, Azure's, Google's. */
const KEY_HEADERS = ['x-api-key', 'api-key', 'x-goog-api-key'] as const;

/**
 * The keys in the headers of a request, without repetition. A client of a provider may send the provider's key beside ours: one
 * in `Authorization` that a proxy or an environment variable put there, and one in `X-API-Key`.
 */
export function presentedKeys(headers: IncomingHttpHeaders): readonly string[] {
  const bearer = bearerOf(headers.authorization);
  const keys = bearer === undefined ? [] : [bearer];
  for (const name of KEY_HEADERS) {
    const key = headers[name];
    if (typeof key === 'string' && !keys.includes(key)) keys.push(key);
  }
  return keys;
}

function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization?.slice(0, BEARER.length).toLowerCase() !== BEARER) return undefined;
  return authorization.slice(BEARER.length).trim();
}
