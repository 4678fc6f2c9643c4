import { facet } from '../question/facet.js';
import { foldedText, normalWhole } from './text.facet.js';
import { wordsIn } from './words.facet.js';

/** Names of programming languages that are common words in lower case. */
const CASED = /(?<![\p{L}\p{N}_])(?:[CF](?:\+\+|#)|C|\.NET|Go|R)(?![\p{L}\p{N}_])/gu;

/** What a text says about the form, language or style of the answer. */
export const formatsOf = facet((question): ReadonlySet<string> => {
  const text = normalWhole(question);
  const words = wordsIn(text, question.lexicon).filter((word) => question.lexicon.formats.has(word.text));
  return new Set([
    ...words.map(({ stem }) => stem),
    ...(text.match(question.lexicon.patterns.format) ?? []),
    ...casedNames(foldedText(question)),
  ]);
});

function casedNames(text: string): string[] {
  return (text.match(CASED) ?? []).map((name) => name.toLowerCase());
}
