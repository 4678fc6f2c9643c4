import { facet } from '../question/facet.js';
import { normalText } from './text.facet.js';
import { wordsIn } from './words.facet.js';

const WITH_NUMBER = /(?<![\d.,])\d[\d.,]*[ -]?\p{L}+/gu;

/** Units that are named without a number: "in francs", "how many miles". */
export const spokenUnitsOf = facet((question): ReadonlySet<string> => {
  const units = wordsIn(normalText(question).replace(WITH_NUMBER, ' ').replaceAll('/', ' '), question.lexicon)
    .map(({ text }) => question.lexicon.spokenUnits.get(text))
    .filter((unit) => unit !== undefined);
  return new Set(units);
});
