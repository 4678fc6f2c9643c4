/** Longer words are not compared letter by letter: the cost grows with the square of the length. */
const LONGEST = 40;

/**
 * Whether two words are at most `most` edits apart, where an edit inserts, deletes or replaces a letter or swaps two neighbours
 * (optimal string alignment, Damerau 1964).
 */
export function withinEdits(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most || Math.max(one.length, other.length) > LONGEST)
    return false;
  let before: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = nextRow({ one, other, row, previous, before });
    if (Math.min(...current) > most) return false;
    before = previous;
    previous = current;
  }
  return previous[other.length]! <= most;
}

interface Row {
  readonly one: string;
  readonly other: string;
  readonly row: number;
  readonly previous: readonly number[];
  readonly before: readonly number[];
}

function nextRow({ one, other, row, previous, before }: Row): number[] {
  const current = [row];
  for (let column = 1; column <= other.length; column++) {
    const replaced = previous[column - 1]! + Number(one[row - 1] !== other[column - 1]);
    const best = Math.min(previous[column]! + 1, current[column - 1]! + 1, replaced);
    const swapped =
      row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
    current.push(swapped ? Math.min(best, before[column - 2]! + 1) : best);
  }
  return current;
}
