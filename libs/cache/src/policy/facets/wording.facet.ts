import { asksByWords } from '../canonical/question-words.js';
import { facet } from '../question/facet.js';
import { isAboutSpacing } from '../text/spacing.js';
import { coreText, foldedText, normalText } from './text.facet.js';

const END = /(?<![\s.?!…:;])[\s.?!…:;]+$/u;
const QUOTATION = /["`]|(?<![\p{L}\p{N}])'|'(?![\p{L}\p{N}])/gu;
const QUESTION_WORD = /\b(?:what(?! an?\b)|how|which|who|whom|whose|where|when|why)\b/;
/** Not "what's" and "that's", which no other word is like. */
const APOSTROPHES =
  /(?<![\p{L}'])(?:it'?s|we'?re|(?:we|he|she|i)'?ll|(?:we|she)'?d)(?![\p{L}'])|(?<![\p{L}'])(?!(?:it|what|where|when|who|how|that|there|here|he|she|let)'s)\p{L}+(?:'s|s')(?!\p{L})/gu;
const APOSTROPHE = /'/g;
/** Gaps of more than a space, and all there is between marks of quotation or code. */
const GAP = /[\s\u200b]{2,}|[^\S ]|(?<=^["`“])\s|\s(?=["`”]$)/gu;
const QUOTED_LETTER = /'.'|"."/gu;
const QUOTED = /"[^"]*"|`[^`]*`|“[^“”]*”/gu;

/** The core with the punctuation inside it; what ends it and what quotes is put aside. */
export const wordingOf = facet((question): string =>
  normalText(question).replace(END, '').replace(QUOTATION, '').replace(APOSTROPHE, '').replace(/\s+/g, ' '),
);

/** The letters and digits of the core. */
export const lettersOf = facet((question): string =>
  wordingOf(question).replace(/[^\p{L}\p{M}\p{N}]+/gu, ''),
);

/** Words that an apostrophe turns into others: its / it's, were / we're, students' / student's. */
export const apostrophesOf = facet((question): string =>
  (coreText(question).toLowerCase().match(APOSTROPHES) ?? []).join(' '),
);

/** The letters of the core as written, contractions unopened. */
export const writtenLettersOf = facet((question): string =>
  coreText(question)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ''),
);

/** Whether a question mark makes a question of what would be a statement without. */
export const asksByMark = facet((question): boolean => {
  const folded = foldedText(question);
  const core = coreText(question);
  const end = folded.lastIndexOf(core) + core.length;
  const tail = folded.slice(end);
  if (!/\?["')]*$/.test(core) && !/^[^\p{L}]*\?/u.test(tail)) return false;
  const asked = lastSentence(folded.slice(0, end).toLowerCase());
  return !QUESTION_WORD.test(asked) && !asksByWords(asked, true);
});

function lastSentence(text: string): string {
  const sentences = text.replace(END, '').split(/[.?!:]\s/);
  return sentences.findLast((sentence) => sentence.includes(' ')) ?? '';
}

/** One letter in quotation marks: in code their kind makes it a character or a text. */
export const quotedLettersOf = facet(({ text }): string => (text.match(QUOTED_LETTER) ?? []).join(' '));

/** The white space that may be what is asked about. */
export const gapsOf = facet(({ text }): string => {
  const trimmed = text.trim();
  const parts = isAboutSpacing(trimmed) ? [trimmed] : (trimmed.match(QUOTED) ?? []);
  return parts.flatMap((part) => part.match(GAP) ?? []).join('|');
});
