import { facet } from '../question/facet.js';
import { wordsOf } from './words.facet.js';

/** The kinds of scope words a text uses, in order: all, one, most, some. "How many" asks for a number and is none; "a few" are more than "few". */
export const scopesOf = facet((question): readonly string[] => {
  const words = wordsOf(question);
  return words.flatMap(({ text }, index) => {
    const kind = question.lexicon.scopes.get(text);
    const before = words[index - 1]?.text;
    if (kind === undefined || (kind === 'many' && before === 'how')) return [];
    return [kind === 'few' && before === 'a' ? 'a few' : kind];
  });
});
