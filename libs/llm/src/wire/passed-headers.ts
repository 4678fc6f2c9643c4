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
  ...['alt-svc', 'nel', 'report-to', 'server-timing', 'content-encoding', 'x-request-id', 'vary'],
]);

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The caller's headers that go upstream when a request is passed on as it came. The body's length is sent only if it is known.
 * @param headers names in lower case, as Node gives them.
 */
export function passedHeaders(headers: Headers): Record<string, string> {
  const named = namedIn(headers['connection']);
  return selected(
    headers,
    (name) => !KEPT_BACK.has(name) && !named.has(name) && !hasPrefix(name, KEPT_BACK_PREFIXES),
  );
}

/**
 * The upstream's headers that reach the caller of a request that was passed on. The length is left out when the body was decoded on
 * its way.
 * @param headers names in lower case.
 */
export function passedBackHeaders(headers: Headers): Record<string, string> {
  const returned = selected(
    headers,
    (name) => !NOT_RETURNED.has(name) && !hasPrefix(name, ['access-control-']),
  );
  if (headers['content-encoding']) delete returned['content-length'];
  const id = headers['x-request-id'];
  return id === undefined ? returned : { 'x-upstream-request-id': String(id), ...returned };
}

/** The headers that a `Connection` header declares as its own. */
function namedIn(connection: string | readonly string[] = ''): ReadonlySet<string> {
  const names = String(connection).toLowerCase().split(',');
  return new Set(names.map((name) => name.trim()));
}

/** Header values that Node can send. */
const CAN_BE_SENT = /^[\t\x20-\x7e\x80-\xff]*$/;

function selected(headers: Headers, isSelected: (name: string) => boolean): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && isSelected(name) && CAN_BE_SENT.test(String(value)))
      passed[name] = String(value);
  return passed;
}

function hasPrefix(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}
