import type { EmbeddingSpace } from '@app/embedding';

/** @throws Error when a vector does not belong into the space. */
export function checkDimension(vector: Float32Array, { model, dimension }: EmbeddingSpace): void {
  if (vector.length === dimension) return;
  throw new Error(
    `A vector has ${vector.length} numbers; this index holds vectors of ${model} with ${dimension}.`,
  );
}
