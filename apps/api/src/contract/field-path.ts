/** A field name of the caller is repeated in a response only if it has this form. */
const PRINTABLE_NAME = /^[\w-]{1,64}$/;

export function printableName(name: string): string {
  return PRINTABLE_NAME.test(name) ? name : '(unprintable)';
}

/** The dotted path of a member. @param rest the path below it; may be empty. */
export function fieldPath(name: string, rest: string): string {
  return rest ? `${printableName(name)}.${rest}` : printableName(name);
}
