/** As a collection with cosine distance keeps a vector: of length 1, in 32-bit floats. */
export function unit(vector: readonly number[]): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, one) => sum + one * one, 0)) || 1;
  return Float32Array.from(vector, (one) => one / length);
}

export function similarity(one: Float32Array, other: Float32Array): number {
  return shortest(one.reduce((sum, value, at) => Math.fround(sum + Math.fround(value * other[at]!)), 0));
}

/** A 32-bit float with as few digits as name it, which is how the server writes them. */
export function shortest(value: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
}
