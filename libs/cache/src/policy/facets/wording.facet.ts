import { asksByWords } from '../canonical/question-words.js';
import { facet } from '../question/facet.js';
import { isAboutSpacing } from '../text/spacing.js';
import { coreText, foldedText, normalText } from './text.facet.js';

const END = /(?<![\s.?!…:;])[\s.?!…:;]+$/u;
const QUOTATION = /["`]|(?<![\p{L}\p{N}])'|'(?![\p{L}\p{N}])/gu;
const QUESTION_WORD = /\b(?:what|how|which|who|whom|whose|where|when|why)\b/;
const APOSTROPHE = /'/g;
/** Gaps of more than a space, and all there is between marks of quotation or code. */
const GAP = /[\s\u200b]{2,}|[^\S ]/gu;
const QUOTED = /"[^"]*"|`[^`]*`|“[^”]*”/gu;

/** The core with the punctuation inside it; what ends it and what quotes is put aside. */
export const wordingOf = facet((question): string =>
  normalText(question).replace(END, '').replace(QUOTATION, '').replace(APOSTROPHE, '').replace(/\s+/g, ' '),
);

/** The letters and digits of the core. */
export const lettersOf = facet((question): string => wordingOf(question).replace(/[^\p{L}\p{M}\p{N}]+/gu, ''));

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

/** The white space that may be what is asked about. */
export const gapsOf = facet(({ text }): string => {
  const trimmed = text.trim();
  const parts = isAboutSpacing(trimmed) ? [trimmed] : (trimmed.match(QUOTED) ?? []);
  return parts.flatMap((part) => part.match(GAP) ?? []).join('|');
});
