import { CommonEnglish } from '../lexicon/common-english.js';
import type { Lexicon } from '../lexicon/lexicon.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { pairFacet } from '../question/facet.js';
import { withinEdits } from '../text/edit-distance.js';
import { stemSetOf, wordsOf, type Word } from './words.facet.js';

/** Words that only one of two texts has; forms of one word and typing errors are the same word. */
export interface Difference {
  readonly one: readonly Word[];
  readonly other: readonly Word[];
}

/** Texts with more unmatched words than this don't differ by typing errors. */
const MOST_TYPOS = 60;
const SHORTEST = 4;
const LONG = 9;

export const differenceOf = pairFacet((one, other): Difference => {
  const left = onlyIn(one, other);
  const right = onlyIn(other, one);
  return Math.max(left.length, right.length) > MOST_TYPOS
    ? { one: left, other: right }
    : withoutTypos(left, right, one.lexicon);
});

/** Unmatched words of either text that carry meaning. */
export const contentDifferenceOf = pairFacet((one, other): Difference => {
  const difference = differenceOf(one, other);
  const carries = ({ text }: Word) => !one.lexicon.stopWords.has(text);
  return { one: difference.one.filter(carries), other: difference.other.filter(carries) };
});

function onlyIn(one: ParsedQuestion, other: ParsedQuestion): Word[] {
  const stems = stemSetOf(other);
  const unmatched = wordsOf(one).filter(({ stem }) => !stems.has(stem));
  return [...new Map(unmatched.map((word) => [word.text, word])).values()];
}

function withoutTypos(left: Word[], right: Word[], lexicon: Lexicon): Difference {
  const rest = [...right];
  const one = left.filter((word) => {
    const index = rest.findIndex((other) => isTypo(word, other, lexicon));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  return { one, other: rest };
}

/** Two English words are two words, however near they are: floor and flood, trial and trail. */
function isTypo(one: Word, other: Word, { opposites }: Lexicon): boolean {
  const { words } = CommonEnglish;
  return (
    looksMistyped(one.text, other.text) &&
    !(words.has(one.text) && words.has(other.text)) &&
    !opposites.has(one.text, other.text) &&
    !opposites.has(one.stem, other.stem)
  );
}

/** Same first letter, no digit, one edit (two in long words); words of four letters only with letters swapped. */
function looksMistyped(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (one[0] !== other[0] || shorter < SHORTEST || /\d/.test(one + other)) return false;
  const short = Math.max(one.length, other.length) === SHORTEST;
  if (short && [...one].sort().join('') !== [...other].sort().join('')) return false;
  return withinEdits(one, other, shorter >= LONG ? 2 : 1);
}
