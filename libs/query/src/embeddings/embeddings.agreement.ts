import type { EmbeddingsAnswer } from '@app/llm';
import type { Remembered } from './embeddings.batch.js';

/**
 * Those of one model and one length, as the newest has them. A provider may put another model behind a name, and vectors of two models
 * can't be compared: one response must not mix them.
 */
export function agreeing(remembered: Remembered): Remembered {
  const all = [...remembered.values()];
  if (all.length < 2) return remembered;
  const newest = all.reduce((one, other) => (other.order > one.order ? other : one));
  const { model, vector } = newest.payload.embedding;
  const isAlike = (entry: (typeof all)[number]) =>
    entry.payload.embedding.model === model && entry.payload.embedding.vector.length === vector.length;
  return all.every(isAlike) ? remembered : new Map([...remembered].filter(([, entry]) => isAlike(entry)));
}

/** Whether an answer's vectors may stand beside those that are remembered. */
export function agrees({ model, vectors }: EmbeddingsAnswer, remembered: Remembered): boolean {
  const [entry] = remembered.values();
  if (!entry) return true;
  const { embedding } = entry.payload;
  const isOfModel = model === undefined || model === embedding.model;
  return (
    isOfModel && (vectors === undefined || vectors.every(({ length }) => length === embedding.vector.length))
  );
}
