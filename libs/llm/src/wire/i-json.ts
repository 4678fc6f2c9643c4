import { afterSpace, afterString } from './json.scanner.js';

/**
 * Whether canonical JSON distinguishes the body from every other (RFC 7493): no object has repeated names, no text has lone
 * surrogates, and no number changes its value when it is parsed and printed. `1.0` and `1e2` are fine.
 * @param parsed `JSON.parse(text)`.
 */
export function isIJson(text: string, parsed: unknown): boolean {
  const names = namesIn(text);
  return names !== undefined && names === soundNamesOf(parsed);
}

/**
 * Whether every integer in JSON text is the same after parsing and printing. Larger integers change their value, which readers with
 * integers of any size would notice.
 */
export function keepsIntegers(text: string): boolean {
  // Nearly all texts end here: a search for long runs of digits is faster than reading tokens.
  if (!/\d{16}/.test(text)) return true;
  const tokens = /"|-?\d[\d.eE+-]*/g;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    if (token[0] === '"') tokens.lastIndex = afterString(text, token.index);
    else if (/^-?\d+$/.test(token[0]) && !survives(token[0])) return false;
  }
  return true;
}

/** The number of member names in the text; undefined when a number changes its value. */
function namesIn(text: string): number | undefined {
  const tokens = /"|-?\d[\d.eE+-]*/g;
  let names = 0;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const isText = token[0] === '"';
    if (isText) tokens.lastIndex = afterString(text, token.index);
    if (isText && text[afterSpace(text, tokens.lastIndex)] === ':') names++;
    if (!isText && !survives(token[0])) return undefined;
  }
  return names;
}

/** The number of member names after parsing, which drops repeated ones; undefined when a text is not well-formed. A loop, because values may be deep. */
function soundNamesOf(parsed: unknown): number | undefined {
  let names = 0;
  for (const values = [parsed]; values.length > 0;) {
    const value = values.pop();
    if (typeof value === 'string' && !value.isWellFormed()) return undefined;
    if (typeof value !== 'object' || value === null) continue;
    const ownNames = Array.isArray(value) ? [] : Object.keys(value);
    if (!ownNames.every((name) => name.isWellFormed())) return undefined;
    names += ownNames.length;
    for (const member of Object.values(value)) values.push(member);
  }
  return names;
}

function survives(spelled: string): boolean {
  const number = Number(spelled);
  const printed = String(number);
  if (printed === spelled) return true;
  return Number.isFinite(number) && exactly(printed) === exactly(spelled);
}

/** One spelling per value: sign, digits without zeros at both ends, power of ten. */
function exactly(spelled: string): string {
  const [, sign, whole, fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(spelled)!;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const end = endWithoutZeros(digits);
  if (end === 0) return '0';
  return `${sign}${digits.slice(0, end)}e${Number(power) - fraction.length + digits.length - end}`;
}

/** A loop, because `/0+$/` takes quadratic time on zeros in the middle. */
function endWithoutZeros(digits: string): number {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return end;
}
