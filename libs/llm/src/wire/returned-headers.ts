const NAMES = new Set([
  ...['content-type', 'retry-after', 'retry-after-ms', 'x-should-retry'],
  ...['request-id', 'openai-version', 'openai-processing-ms'],
]);

/** Rate limits: of requests and tokens, and those of Anthropic's priority and fast tiers. */
const PREFIXES = ['x-ratelimit-', 'anthropic-ratelimit-', 'anthropic-priority-', 'anthropic-fast-'];

/** The service's responses have an `X-Request-Id` of their own. */
const RENAMED: ReadonlyMap<string, string> = new Map([['x-request-id', 'x-upstream-request-id']]);

/** Header values that Node can send. */
const CAN_BE_SENT = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The upstream's response headers that may reach the caller. Headers that name the operator's account (`openai-organization`,
 * cookies), or that concern one connection, are left out.
 * @param headers names in lower case.
 */
export function returnedHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const returned: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && mayReturn(name) && CAN_BE_SENT.test(String(value)))
      returned[RENAMED.get(name) ?? name] = String(value);
  return returned;
}

function mayReturn(name: string): boolean {
  return NAMES.has(name) || RENAMED.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}
