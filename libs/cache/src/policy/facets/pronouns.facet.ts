import { facet } from '../question/facet.js';
import { wordsOf } from './words.facet.js';

/** What a text says about persons. */
export interface Persons {
  /** How often it uses each kind of pronoun: he, she, they, first, second. */
  readonly counts: ReadonlyMap<string, number>;
  /** The kind that may mean anyone: "how do I", "can you", "how to improve my". */
  readonly anyone?: string;
}

const AUXILIARY = /^(?:do|does|can|could|should|would|must|may|might|shall|will|did)$/;
const SUBJECT = /^(?:i|we|you)$/;

/** The persons that a text names by pronouns. */
export const personsOf = facet((question): Persons => {
  const words = wordsOf(question).map(({ text }) => text);
  const kinds = words.map((word) => question.lexicon.pronouns.get(word));
  const counts = new Map<string, number>();
  for (const kind of kinds) {
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const subject = words.findIndex(
    (word, index) => SUBJECT.test(word) && AUXILIARY.test(words[index - 1] ?? ''),
  );
  const infinitive = words.some(
    (word, index) => word === 'to' && /^(?:how|ways?|order)$/.test(words[index - 1] ?? ''),
  );
  return { counts, anyone: kinds[subject] ?? (infinitive ? kinds.find(isSpeaking) : undefined) };
});

function isSpeaking(kind: string | undefined): boolean {
  return kind === 'first' || kind === 'second';
}
