import { fieldsOf } from '../contract/rules.js';

type Fragment = new () => object;

/** Converts text to the type of the field. Text that does not fit becomes NaN or stays text, and validation reports it. */
const READERS = new Map<unknown, (text: string) => unknown>([
  [Number, (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN)],
  [Boolean, (text) => (text === 'true' ? true : text === 'false' ? false : text)],
  [
    Array,
    (text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
  ],
]);

/** The typed values of the variables that this environment class declares. Unknown names are left out. */
export function typedValues(fragment: Fragment, values: Readonly<Record<string, string>>): object {
  const defaults = new fragment() as Record<string, unknown>;
  const typed: Record<string, unknown> = {};
  for (const name of fieldsOf(fragment)) {
    const text = values[name];
    if (text === undefined) continue;
    const type = defaults[name]?.constructor ?? declaredType(fragment, name);
    typed[name] = READERS.get(type)?.(text) ?? text;
  }
  return typed;
}

function declaredType(fragment: Fragment, name: string): unknown {
  return Reflect.getMetadata('design:type', fragment.prototype as object, name);
}
