import { RagCacheError } from './errors.js';

/** Deeper values are refused. JSON.parse accepts 5,000 levels, but the recursive code behind it would overflow the stack. */
export const MAX_DEPTH = 64;

/**
 * The RFC 8785 text of a JSON value: members sorted by UTF-16 code units, no white space, one spelling per number
 * and string. Two values have the same text exactly when they are the same JSON value, so the text may be hashed.
 *
 * Members that are `undefined` are absent, as in JSON.
 * @throws RagCacheError `validation_failed` for values without such a text: lone surrogates, non-finite numbers, anything that
 * isn't JSON, and more levels than allowed.
 */
export function canonicalJson(value: unknown, levels = MAX_DEPTH): string {
  return write(value, levels);
}

function write(value: unknown, levels: number): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') throw notCanonical(`a ${typeof value}`);
  if (levels <= 0) throw notCanonical('too many levels');
  return Array.isArray(value) ? writeArray(value, levels - 1) : writeObject(value, levels - 1);
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw notCanonical('a lone surrogate');
  return JSON.stringify(text);
}

function writeNumber(number: number): string {
  if (!Number.isFinite(number)) throw notCanonical('a number that is not finite');
  return JSON.stringify(number);
}

function writeArray(items: readonly unknown[], levels: number): string {
  return `[${items.map((item) => write(item, levels)).join(',')}]`;
}

function writeObject(object: object, levels: number): string {
  const members = object as Record<string, unknown>;
  let text = '';
  for (const name of Object.keys(members).sort()) {
    if (members[name] === undefined) continue;
    text += `${text && ','}${writeString(name)}:${write(members[name], levels)}`;
  }
  return `{${text}}`;
}

function notCanonical(what: string): RagCacheError {
  return new RagCacheError('validation_failed', `The value holds ${what}, which has no canonical JSON text.`);
}
