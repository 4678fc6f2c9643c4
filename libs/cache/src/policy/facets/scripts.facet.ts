import { facet } from '../question/facet.js';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LATIN = /^[\p{Script=Latin}\p{Script=Inherited}\p{N}ªº]+$/u;
const HAS_LATIN = /\p{Script=Latin}/u;
/** A Greek letter in front of or behind a word is notation: ΔE, 5μm, β-carotene. */
const NOTATION = /^\p{Script=Greek}\P{Script=Greek}*$|^\P{Script=Greek}*\p{Script=Greek}(?:\p{Ll}{1,2})?$/u;
const GREEK_OR_LATIN = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Inherited}\p{N}]+$/u;
/** Full-width and mathematical letters read like plain ones and are others. */
const LOOKALIKE = /[\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}]/u;
/** Without width or shape: zero-width characters, soft hyphens, marks of direction. An emoji may hold a joiner. */
const INVISIBLE =
  /(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/u;
/** Marks stacked on a letter that has no such form. */
const STACKED = /\p{Script=Latin}\p{M}/u;

/** Words of a text in another script than Latin, as written. */
export const foreignWordsOf = facet(
  ({ text }): ReadonlySet<string> =>
    new Set((text.normalize('NFC').match(WORD) ?? []).filter((word) => !LATIN.test(word))),
);

/** Whether a text holds what looks like something else: a Cyrillic letter inside "not", characters that can't be seen. */
export const isDisguised = facet((question): boolean => {
  const text = question.text.normalize('NFC').trim();
  return (
    INVISIBLE.test(text) ||
    LOOKALIKE.test(text) ||
    STACKED.test(text) ||
    [...foreignWordsOf(question)].some((word) => HAS_LATIN.test(word) && !isNotation(word))
  );
});

function isNotation(word: string): boolean {
  return GREEK_OR_LATIN.test(word) && NOTATION.test(word);
}
