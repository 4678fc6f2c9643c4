import { cosine } from './cosine.js';
import type { Decision } from './decision.js';

export interface Neighbour {
  readonly text: string;
  readonly similarity: number;
}

/**
 * Exact scan of a stream: for each text those that came before it and reach the threshold, best first. Done once for all
 * rules: a rule then skips what it has not stored.
 * @param each called once per text.
 */
export function neighboursOf(
  texts: Iterable<string>,
  decision: Decision,
  each: () => void,
): ReadonlyMap<string, readonly Neighbour[]> {
  const neighbours = new Map<string, Neighbour[]>();
  const before: Embedded[] = [];
  for (const text of texts) {
    each();
    const vector = decision.vector(text);
    const near = nearEnough(vector, before, decision.threshold);
    neighbours.set(
      text,
      near.sort((one, other) => other.similarity - one.similarity),
    );
    before.push({ text, vector });
  }
  return neighbours;
}

interface Embedded {
  readonly text: string;
  readonly vector: Float32Array;
}

function nearEnough(vector: Float32Array, others: readonly Embedded[], threshold: number): Neighbour[] {
  const near: Neighbour[] = [];
  for (const other of others) {
    const similarity = cosine(vector, other.vector);
    if (similarity >= threshold) near.push({ text: other.text, similarity });
  }
  return near;
}
