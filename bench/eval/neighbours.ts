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
  const before: { text: string; vector: Float32Array }[] = [];
  for (const text of texts) {
    each();
    const vector = decision.vector(text);
    const near = before
      .map((other) => ({ text: other.text, similarity: cosine(vector, other.vector) }))
      .filter(({ similarity }) => similarity >= decision.threshold);
    neighbours.set(
      text,
      near.sort((one, other) => other.similarity - one.similarity),
    );
    before.push({ text, vector });
  }
  return neighbours;
}
