/** A caller's own field name is repeated only when it looks like one. */
const PRINTABLE_NAME = /^[\w-]{1,64}$/;

export function printableName(name: string): string {
  return PRINTABLE_NAME.test(name) ? name : '(unprintable)';
}

/** The dotted path of a member whose own name is `name`; `rest` leads further down and may be empty. */
export function fieldPath(name: string, rest: string): string {
  return rest ? `${printableName(name)}.${rest}` : printableName(name);
}
