import type { ParsedQuestion } from './parsed-question.js';

/** Something found out about a text. */
export type Facet<Value> = (question: ParsedQuestion) => Value;
/** Something found out about two texts. */
export type PairFacet<Value> = (one: ParsedQuestion, other: ParsedQuestion) => Value;

/** Makes a finding that is computed at its first use and kept with the text. */
export function facet<Value>(compute: Facet<Value>): Facet<Value> {
  return (question) => question.keep(compute, () => compute(question));
}

/** The same for two texts; a text keeps the findings about the last one that it was compared with. */
export function pairFacet<Value>(compute: PairFacet<Value>): PairFacet<Value> {
  return (one, other) => one.keepAgainst(other, compute, () => compute(one, other));
}
