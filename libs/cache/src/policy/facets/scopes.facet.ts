import { facet } from '../question/facet.js';
import { wordsOf } from './words.facet.js';

/** The kinds of scope words a text uses: all, one, most, some. */
export const scopesOf = facet((question): ReadonlySet<string> => {
  const kinds = wordsOf(question)
    .map(({ text }) => question.lexicon.scopes.get(text))
    .filter((kind) => kind !== undefined);
  return new Set(kinds);
});
