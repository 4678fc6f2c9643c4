/**
 * The most members and items of a body. Ten thousand members with different names block the event loop for 20 to 30 ms until the
 * body is parsed, checked and hashed as canonical JSON. Ninety thousand, which fit into 1 MiB, blocked it for more than 200 ms.
 */
export const MAX_VALUES = 10_000;

const [QUOTE, BACKSLASH, COMMA, BRACE, BRACKET] = [...Buffer.from('"\\,{[')];

/**
 * Whether JSON text has more members and items than allowed; empty objects and arrays count twice. It scans bytes instead of
 * parsing, because parsing is the slow part. For text that is not JSON the result has no meaning.
 */
export function hasTooManyValues(json: Buffer): boolean {
  // A value takes at least one byte, so most bodies need no scan.
  if (json.length <= MAX_VALUES) return false;
  let values = 0;
  let isInString = false;
  for (let at = 0; at < json.length && values <= MAX_VALUES; at++) {
    const byte = json[at];
    // JSON has backslashes only in strings.
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE) isInString = !isInString;
    else if (!isInString && (byte === COMMA || byte === BRACE || byte === BRACKET)) values++;
  }
  return values > MAX_VALUES;
}
