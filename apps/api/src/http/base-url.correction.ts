/** The paths of the providers' clients, below `/v1`. */
const WIRE_CALLS = ['/chat/completions', '/responses', '/messages', '/embeddings', '/models'];

/** The paths that clients append to a base URL, each in the form of its route. */
const CALLED: ReadonlySet<string> = new Set(['/api/v1/query', ...WIRE_CALLS.map((path) => `/v1${path}`)]);

const VERSION = 'v1';

/**
 * Corrects the URL of a client with a slightly wrong base URL: it ends in a slash (`//v1/messages`), or it has `/v1` where the
 * client adds that itself, or it lacks `/v1`. The URL is corrected before routing, so the request gets the key check, scope and
 * limits of its route. Every other URL stays as it is, and nothing is decoded.
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
