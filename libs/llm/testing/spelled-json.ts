import * as fc from 'fast-check';

type Spell = (text: string) => string;

/** JSON text of a value in one of its many spellings: white space anywhere, characters of strings escaped or not. */
export function spelled<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<{ value: Value; text: string }> {
  const spaces = fc.infiniteStream(fc.constantFrom('', '', ' ', '\n', '\r\n\t'));
  const escapes = fc.infiniteStream(fc.boolean());
  return fc.record({ value: values, spaces, escapes }).map(({ value, spaces: space, escapes: escape }) => {
    const padded: Spell = (text) => space.next().value + text + space.next().value;
    const quoted: Spell = (text) => `"${Array.from(text, (c) => character(c, escape)).join('')}"`;
    return { value, text: spell(value, padded, quoted) };
  });
}

function character(text: string, escapes: Iterator<boolean>): string {
  return escapes.next().value ? escaped(text) : JSON.stringify(text).slice(1, -1);
}

/** A character outside the basic plane takes two escapes. */
function escaped(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function spell(value: unknown, padded: Spell, quoted: Spell): string {
  if (typeof value === 'string') return padded(quoted(value));
  if (Array.isArray(value)) return padded(`[${value.map((item) => spell(item, padded, quoted)).join(',')}]`);
  if (typeof value !== 'object' || value === null) return padded(JSON.stringify(value));
  const members = Object.entries(value).map(
    ([name, member]) => `${padded(quoted(name))}:${spell(member, padded, quoted)}`,
  );
  return padded(`{${members.join(',')}}`);
}
