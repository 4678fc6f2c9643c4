/**
 * A query string as it counts for identity: parameters by name, those of one name in the order in which they came. Nothing is
 * decoded, for a gateway may tell `+` from `%20`. Empty when there is none.
 * @param search empty, or with its question mark.
 */
export function orderedQuery(search = ''): string {
  const parameters = search.slice(1).split('&').filter(Boolean);
  return parameters.sort((one, other) => compared(nameOf(one), nameOf(other))).join('&');
}

function nameOf(parameter: string): string {
  return parameter.split('=', 1)[0]!;
}

function compared(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
