/** Two blocks of words that changed places. */
export interface Exchange {
  readonly first: string;
  readonly second: string;
}

const LONGEST_BLOCK = 2;

/**
 * Finds how P X M Y S became P Y M X S, where X and Y are blocks of one or two words and M is not empty unless both are
 * single words. Gives the first word of each block; `undefined` when the lists are the same or differ otherwise.
 */
export function exchangeIn(one: readonly string[], other: readonly string[]): Exchange | undefined {
  if (one.length !== other.length) return undefined;
  const start = one.findIndex((word, index) => word !== other[index]);
  if (start < 0) return undefined;
  const end = one.findLastIndex((word, index) => word !== other[index]) + 1;
  return blocksIn(one.slice(start, end), other.slice(start, end));
}

function blocksIn(one: readonly string[], other: readonly string[]): Exchange | undefined {
  const sizes = [1, 2].flatMap((first) => [1, 2].map((second) => ({ first, second })));
  const fits = sizes.find(({ first, second }) => changedPlaces(one, other, first, second));
  return fits && { first: one[0]!, second: other[0]! };
}

function changedPlaces(
  one: readonly string[],
  other: readonly string[],
  first: number,
  second: number,
): boolean {
  const length = one.length;
  const middle = length - first - second;
  if (middle < 0 || (middle === 0 && first + second > LONGEST_BLOCK)) return false;
  return (
    same(one.slice(0, first), other.slice(length - first)) &&
    same(one.slice(length - second), other.slice(0, second)) &&
    same(one.slice(first, length - second), other.slice(second, length - first))
  );
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.every((word, index) => word === other[index]);
}
