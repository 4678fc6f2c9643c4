import { sendableHeaders, UPSTREAM_REQUEST_ID, type ReceivedHeaders } from './sendable-headers.js';

/** Headers that concern one connection (RFC 9110, 7.6.1). They end where the connection ends. */
const OF_THE_CONNECTION = [
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'host', 'http2-settings'],
];

/** The caller's credentials, and headers that choose among the caller's own accounts: the call is made with the operator's account. */
const OF_THE_ACCOUNT = [
  ...['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'cookie'],
  ...['openai-organization', 'openai-project', 'anthropic-workspace-id'],
];

/** Headers about the way to this service. They are of no use to the provider, and tell it who asks. */
const OF_THE_WAY = ['forwarded', 'via', 'x-real-ip', 'origin', 'referer', 'accept-encoding', 'cache-control'];

const KEPT_BACK: ReadonlySet<string> = new Set([...OF_THE_CONNECTION, ...OF_THE_ACCOUNT, ...OF_THE_WAY]);
const KEPT_BACK_PREFIXES = ['x-forwarded-', 'x-cache-', 'sec-', 'access-control-'];

/** Headers that name the operator's account, or that the service sets itself. */
const NOT_RETURNED: ReadonlySet<string> = new Set([
  ...OF_THE_CONNECTION,
  ...['set-cookie', 'openai-organization', 'openai-project', 'anthropic-organization-id'],
  ...['alt-svc', 'nel', 'report-to', 'server-timing', 'content-encoding', 'vary'],
]);

/**
 * The caller's headers that go upstream when a request is passed on as it came. The body's length is sent only if it is known.
 * @param headers names in lower case, as Node gives them.
 */
export function passedHeaders(headers: ReceivedHeaders): Record<string, string> {
  const named = namedIn(headers['connection']);
  const isKept = (name: string) =>
    KEPT_BACK.has(name) || named.has(name) || hasPrefix(name, KEPT_BACK_PREFIXES);
  return sendableHeaders(headers, (name) => (isKept(name) ? undefined : name));
}

/**
 * The upstream's headers that reach the caller of a request that was passed on. The length is left out when the body was decoded on
 * its way.
 * @param headers names in lower case.
 */
export function passedBackHeaders(headers: ReceivedHeaders): Record<string, string> {
  const returned = sendableHeaders(asReceived(headers), passedBackName);
  if (headers['content-encoding']) delete returned['content-length'];
  return returned;
}

/** What undici puts in place of bytes that are not UTF-8. */
const LOST = '\ufffd';

/**
 * The values as the bytes that came, a character for each: undici reads them as UTF-8, and Node writes them as Latin-1. A value of which
 * undici lost a byte is left as it is, and can't be sent.
 */
function asReceived(headers: ReceivedHeaders): ReceivedHeaders {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, bytesOf(name, String(value), headers)]));
}

function bytesOf(name: string, value: string, headers: ReceivedHeaders): string {
  // Of a body with a length, undici leaves this one as bytes itself.
  const isBytes = name === 'content-disposition' && 'content-length' in headers;
  return isBytes || value.includes(LOST) ? value : Buffer.from(value, 'utf8').toString('latin1');
}

function passedBackName(name: string): string | undefined {
  if (name === UPSTREAM_REQUEST_ID.received) return UPSTREAM_REQUEST_ID.returned;
  return NOT_RETURNED.has(name) || hasPrefix(name, ['access-control-']) ? undefined : name;
}

/** The headers that a `Connection` header declares as its own. */
function namedIn(connection: string | readonly string[] = ''): ReadonlySet<string> {
  const names = String(connection).toLowerCase().split(',');
  return new Set(names.map((name) => name.trim()));
}

function hasPrefix(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}
