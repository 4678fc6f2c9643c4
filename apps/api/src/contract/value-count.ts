/**
 * Members and items that a body may have. Ten thousand members with names of their own keep the event loop for 20 to 30 ms until the
 * body is parsed, checked and hashed as canonical JSON; ninety thousand, which fit into 1 MiB, did so for more than 200.
 */
export const MOST_VALUES = 10_000;

const [QUOTE, BACKSLASH, COMMA, BRACE, BRACKET] = [...Buffer.from('"\\,{[')];

/**
 * Whether JSON text has more members and items than allowed, empty objects and arrays counted twice. It is looked at byte by byte
 * and not parsed: parsing is what takes long. In text that is no JSON the answer means nothing.
 */
export function hasTooManyValues(json: Buffer): boolean {
  // Each takes a byte at least: nearly all bodies need no look.
  if (json.length <= MOST_VALUES) return false;
  let values = 0;
  let isInString = false;
  for (let at = 0; at < json.length && values <= MOST_VALUES; at++) {
    const byte = json[at];
    // Outside of strings no JSON has one.
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE) isInString = !isInString;
    else if (!isInString && (byte === COMMA || byte === BRACE || byte === BRACKET)) values++;
  }
  return values > MOST_VALUES;
}
