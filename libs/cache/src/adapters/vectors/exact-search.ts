/** A row of a matrix and how near it is. */
export interface Match {
  readonly row: number;
  /** Dot product of unit vectors. */
  readonly similarity: number;
}

/** Rows of unit vectors, one after the other. */
export interface Matrix {
  readonly rows: Float32Array;
  readonly count: number;
  readonly dimension: number;
}

/** The rows nearest to a unit vector, best first. */
export type ExactSearch = (matrix: Matrix, vector: Float32Array, limit: number) => Match[];

/** In plain JavaScript: for platforms without the native module, and the yardstick for it. */
export const plainSearch: ExactSearch = ({ rows, count, dimension }, vector, limit) => {
  const matches: Match[] = [];
  for (let row = 0; row < count; row++) {
    const similarity = dot(rows, row * dimension, vector);
    if (matches.length < limit || similarity > matches.at(-1)!.similarity)
      insert(matches, { row, similarity }, limit);
  }
  return matches;
};

function insert(matches: Match[], match: Match, limit: number): void {
  const behind = matches.findIndex(({ similarity }) => similarity < match.similarity);
  matches.splice(behind < 0 ? matches.length : behind, 0, match);
  matches.length = Math.min(matches.length, limit);
}

function dot(rows: Float32Array, offset: number, vector: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index++) sum += rows[offset + index]! * vector[index]!;
  return sum;
}
