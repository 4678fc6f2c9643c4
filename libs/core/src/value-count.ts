/**
 * The most members and items of a body. Ten thousand members with different names block the event loop for 20 to 30 ms until the
 * body is parsed, checked and hashed as canonical JSON. Ninety thousand, which fit into 1 MiB, blocked it for more than 200 ms.
 */
export const MAX_VALUES = 10_000;

/** What JSON text may have at most. */
export interface ValueLimits {
  /** Members and items. Empty objects and arrays count twice. */
  readonly values: number;
  /** Names of members. They are what takes time, numbers and texts in arrays are not. */
  readonly names: number;
}

const LIMITS: ValueLimits = { values: MAX_VALUES, names: MAX_VALUES };

const [QUOTE, BACKSLASH] = [...Buffer.from('"\\')] as [number, number];
const [NOTHING, VALUE, NAME] = [0, 1, 2];
/** The meaning of each byte outside of texts: the beginning of a value, or the end of a name. */
const MEANINGS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (character === ':') return NAME;
  return ',{['.includes(character) ? VALUE : NOTHING;
});

/**
 * Whether JSON text has more members and items than allowed. It scans bytes instead of parsing, because parsing is the slow part. For
 * text that is not JSON the result has no meaning.
 */
export function hasTooManyValues(json: Buffer, most: ValueLimits = LIMITS): boolean {
  // A value takes at least one byte, so most bodies need no scan.
  if (json.length <= Math.min(most.values, most.names)) return false;
  const counts = new Int32Array(3);
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]!;
    if (byte === QUOTE) at = endOfText(json, at);
    else counts[MEANINGS[byte]!]! += 1;
  }
  return counts[VALUE]! > most.values || counts[NAME]! > most.names;
}

/** The closing quotation mark. Native search makes the data of a picture cheap. */
function endOfText(json: Buffer, open: number): number {
  let at = json.indexOf(QUOTE, open + 1);
  while (at >= 0 && isEscaped(json, at)) at = json.indexOf(QUOTE, at + 1);
  return at < 0 ? json.length : at;
}

function isEscaped(json: Buffer, at: number): boolean {
  let first = at;
  while (json[first - 1] === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}
