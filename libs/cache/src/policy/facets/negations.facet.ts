import { facet } from '../question/facet.js';
import { normalText } from './text.facet.js';
import { wordsIn } from './words.facet.js';

/** How many words of a text negate. */
export const negationsOf = facet((question): number => {
  const text = normalText(question).replace(question.lexicon.patterns.neutral, ' ');
  return wordsIn(text, question.lexicon).filter(({ text: word }) => question.lexicon.negations.has(word))
    .length;
});
