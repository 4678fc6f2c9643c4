export type ReceivedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The service's responses have an `X-Request-Id` of their own, so the upstream's gets another name. */
export const UPSTREAM_REQUEST_ID = { received: 'x-request-id', returned: 'x-upstream-request-id' } as const;

/** Header values that Node can send. */
const CAN_BE_SENT = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The headers that are sent on. The values of a header that came several times are joined.
 * @param headers names in lower case.
 * @param nameOf the name under which a header is sent on; undefined = it is left out.
 */
export function sendableHeaders(
  headers: ReceivedHeaders,
  nameOf: (name: string) => string | undefined,
): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [received, value] of Object.entries(headers)) {
    const name = nameOf(received);
    if (name !== undefined && value !== undefined && CAN_BE_SENT.test(String(value)))
      sent[name] = String(value);
  }
  return sent;
}
