import { facet } from '../question/facet.js';
import { wordsOf } from './words.facet.js';

/** The kinds of pronouns a text uses: he, she, they, first, second. */
export const pronounsOf = facet((question): ReadonlySet<string> => {
  const kinds = wordsOf(question)
    .map(({ text }) => question.lexicon.pronouns.get(text))
    .filter((kind) => kind !== undefined);
  return new Set(kinds);
});
