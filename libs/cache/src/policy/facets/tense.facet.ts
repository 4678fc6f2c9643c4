import { facet } from '../question/facet.js';
import { wordsOf } from './words.facet.js';

export type Tense = 'past' | 'present' | 'perfect' | 'future' | 'none';

/** Words at the beginning among which the verb that carries the tense stands. */
const HEAD_WORDS = 4;
const TENSES: Readonly<Record<string, Tense>> = {
  did: 'past',
  was: 'past',
  were: 'past',
  had: 'past',
  is: 'present',
  are: 'present',
  am: 'present',
  do: 'present',
  does: 'present',
  has: 'perfect',
  will: 'future',
};

/** The tense of the first verb that shows one, near the beginning. */
export const tenseOf = facet((question): Tense => {
  const words = wordsOf(question).map(({ text }) => text);
  if (/\bgoing to\b/.test(words.slice(0, HEAD_WORDS + 2).join(' '))) return 'future';
  const verb = words.slice(0, HEAD_WORDS).find((word) => Object.hasOwn(TENSES, word));
  return verb ? TENSES[verb]! : 'none';
});

/** "used to be", "did it use to": what was and is no more. */
export const usedToOf = facet((question): boolean => {
  const words = wordsOf(question).map(({ text }) => text);
  return words.some(
    (word, index) => /^used?$/.test(word) && words[index + 1] === 'to' && isHabit(words, index),
  );
});

/** Not "is used to train" and not "use to" as in "tool I use to train". */
function isHabit(words: readonly string[], index: number): boolean {
  const before = words.slice(Math.max(0, index - 2), index);
  const passive = before.some((word) => /^(?:is|are|was|were|be|been|being|get|gets|am)$/.test(word));
  return !passive && (words[index] === 'used' || words.slice(0, index).includes('did'));
}
