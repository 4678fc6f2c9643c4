import { facet } from '../question/facet.js';
import { wordsOf } from './words.facet.js';

/** The kinds of scope words a text uses, in order: all, one, most, some. "How many" asks for a number and is none. */
export const scopesOf = facet((question): readonly string[] => {
  const words = wordsOf(question);
  return words.flatMap(({ text }, index) => {
    const kind = question.lexicon.scopes.get(text);
    return kind === undefined || (kind === 'many' && words[index - 1]?.text === 'how') ? [] : [kind];
  });
});
