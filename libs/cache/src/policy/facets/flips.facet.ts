import { pairFacet } from '../question/facet.js';
import { differenceOf } from './difference.facet.js';
import type { Word } from './words.facet.js';

/** How many unmatched words of one text have their opposite among those of the other. Negations are counted on their own. */
export const flipsOf = pairFacet((one, other): number => {
  const { opposites, negations } = one.lexicon;
  const difference = differenceOf(one, other);
  const turns = ({ text }: Word) => !negations.has(text);
  const rest = difference.other.filter(turns);
  const opposed = (word: Word) => (candidate: Word) =>
    opposites.has(word.text, candidate.text) || opposites.has(word.stem, candidate.stem);
  return difference.one.filter(turns).filter((word) => {
    const index = rest.findIndex(opposed(word));
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  }).length;
});
