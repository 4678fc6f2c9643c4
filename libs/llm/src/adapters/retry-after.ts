const SECONDS = /^\d+(\.\d+)?$/;
const UNITS = { 'retry-after-ms': 1, 'retry-after': 1_000 } as const;

/**
 * The pause that a response asks for, in milliseconds; undefined when it asks for none or in an unknown form.
 * Understands `retry-after-ms`, and `Retry-After` as seconds or as an HTTP date (RFC 9110, 10.2.3).
 * @param now epoch milliseconds, for dates.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  return read(headers, 'retry-after-ms') ?? read(headers, 'retry-after') ?? untilDate(headers, now);
}

function read(headers: Headers, name: keyof typeof UNITS): number | undefined {
  const value = headers.get(name)?.trim() ?? '';
  return SECONDS.test(value) ? Number(value) * UNITS[name] : undefined;
}

function untilDate(headers: Headers, now: number): number | undefined {
  const date = Date.parse(headers.get('retry-after') ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
