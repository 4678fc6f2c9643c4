/** The calls of the providers' clients, below `/v1`. */
const WIRE_CALLS = ['/chat/completions', '/messages', '/models'];

/** The paths that clients make by adding something to a base URL. Each is written here as its route is. */
const CALLED: ReadonlySet<string> = new Set(['/api/v1/query', ...WIRE_CALLS.map((path) => `/v1${path}`)]);

const VERSION = 'v1';

/**
 * The URL that a client means whose base URL is slightly off: it ends in a slash (`//v1/messages`), it has `/v1` where the client adds
 * that itself, or lacks it where the client doesn't. Only such a call is written anew, before it is routed, so that key, scope and
 * limits are those of its route; every other URL stays as it is, and nothing is decoded.
 */
export function correctedUrl(url: string): string {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  if (CALLED.has(path) || !path.startsWith('/')) return url;
  const meant = meantBy(path.split('/').filter(Boolean));
  return meant === undefined ? url : meant + url.slice(path.length);
}

function meantBy(segments: readonly string[]): string | undefined {
  const own = `/${segments.join('/')}`;
  if (CALLED.has(own)) return own;
  const first = segments.findIndex((segment) => segment !== VERSION);
  if (first < 0) return undefined;
  const wire = `/${VERSION}/${segments.slice(first).join('/')}`;
  return CALLED.has(wire) ? wire : undefined;
}
