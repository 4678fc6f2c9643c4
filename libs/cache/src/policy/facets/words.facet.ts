import type { Lexicon } from '../lexicon/lexicon.js';
import { facet } from '../question/facet.js';
import { normalText } from './text.facet.js';

export interface Word {
  readonly text: string;
  readonly stem: string;
}

const WORD = /[\p{L}\p{N}]+(?:[.'/_:@+#-][\p{L}\p{N}]+)*[+#]*/gu;
const TOKEN = /[\p{L}\p{N}]+(?:[.'/_:@+#-][\p{L}\p{N}]+)*[+#]*|[,/&.?!;]/gu;

/** The words of the core, in order. */
export const wordsOf = facet((question): readonly Word[] => wordsIn(normalText(question), question.lexicon));

/** Each word's text once. */
export const wordSetOf = facet(
  (question): ReadonlySet<string> => new Set(wordsOf(question).map(({ text }) => text)),
);

export const stemSetOf = facet(
  (question): ReadonlySet<string> => new Set(wordsOf(question).map(({ stem }) => stem)),
);

/** Stems of the words that carry meaning, in order. */
export const contentOf = facet((question): readonly string[] =>
  wordsOf(question)
    .filter(({ text }) => !question.lexicon.stopWords.has(text))
    .map(({ stem }) => stem),
);

/** Words as stems, with the punctuation that joins or parts them. */
export const tokensOf = facet((question): readonly string[] =>
  (normalText(question).match(TOKEN) ?? []).map((token) => question.lexicon.stem(token)),
);

export function wordsIn(text: string, lexicon: Lexicon): Word[] {
  return (text.match(WORD) ?? []).map((found) => {
    const word = found.replace(/'s$/, '');
    return { text: word, stem: lexicon.stem(word) };
  });
}
