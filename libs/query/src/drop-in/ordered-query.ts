/**
 * The form of a query string that is part of identity: sorted by name; parameters of one name keep their order. Nothing is decoded,
 * because a gateway may distinguish `+` from `%20`. Empty when there is none.
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
