import { pairFacet } from '../question/facet.js';
import { differenceOf } from './difference.facet.js';
import type { Word } from './words.facet.js';

/** How many unmatched words of one text have their opposite among those of the other. */
export const flipsOf = pairFacet((one, other): number => {
  const { opposites } = one.lexicon;
  const difference = differenceOf(one, other);
  const rest = [...difference.other];
  const opposed = (word: Word) => (candidate: Word) =>
    opposites.has(word.text, candidate.text) || opposites.has(word.stem, candidate.stem);
  return difference.one.filter((word) => {
    const index = rest.findIndex(opposed(word));
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  }).length;
});
