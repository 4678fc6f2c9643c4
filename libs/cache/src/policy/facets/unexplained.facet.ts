import { pairFacet } from '../question/facet.js';
import { contentDifferenceOf, type Difference } from './difference.facet.js';
import type { Word } from './words.facet.js';

/**
 * Words that carry meaning and stand in one of two texts only, unless a rule explains them: another form of a word of the
 * other text, a typing error, a listed synonym.
 */
export const unexplainedOf = pairFacet((one, other): Difference => {
  const difference = contentDifferenceOf(one, other);
  const { synonyms } = one.lexicon;
  const without = (words: readonly Word[], others: readonly Word[]) =>
    words.filter(({ stem }) => !others.some((word) => synonyms.has(stem, word.stem)));
  return {
    one: without(difference.one, difference.other),
    other: without(difference.other, difference.one),
  };
});
