/** Scales a vector to unit length. @throws Error when it has no direction: all numbers are zero, or some are not finite. */
export function unitVector(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length === 0) throw new Error('The API sent a vector without a direction.');
  return Float32Array.from(values, (value) => value / length);
}
