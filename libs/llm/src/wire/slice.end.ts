import { codePointEnd } from './code-point.end.js';

/** About the length of a token: a word with its leading space. Longer words are cut. All lengths are in UTF-16 code units. */
export const SHORTEST_SLICE = 12;
/** A longer grapheme is not a letter of any script. It is cut between code points. */
const LONGEST_GRAPHEME = 16_384;
/** The end of a slice depends on no text beyond this: the longest grapheme and the code point after it. */
export const SLICE_LOOK_AHEAD = LONGEST_GRAPHEME + 2;
/** How much shorter than allowed a slice may be, to end with a word. */
const LOOK_BACK = 64;

const FIRST_WORD = /^.*?\S(?=\s)/s;
const WORDS = /^.*\S(?=\s)/s;
/** Texts that need no segmenting, because each unit is a grapheme. CR and LF together are one grapheme. */
const ONE_UNIT_EACH = /^[^\r\u0080-\uffff]*$/;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The end of the first slice of a text: after one word for the shortest slices, else after as many words as fit. */
export function sliceEnd(text: string, longest: number): number {
  const window = text.slice(0, longest + 2);
  const words = longest > SHORTEST_SLICE ? wordsEnd(window, longest) : endOf(FIRST_WORD, window);
  if (words > 0 && words <= longest) return words;
  return window.length <= longest ? window.length : graphemeEnd(text, window, longest);
}

/** The last end of a word within the look-back; 0 when there is none. */
function wordsEnd(window: string, longest: number): number {
  if (window.length <= longest) return window.length;
  const from = Math.max(0, longest - LOOK_BACK);
  const end = endOf(WORDS, window.slice(from, longest + 1));
  return end > 0 ? from + end : 0;
}

function endOf(words: RegExp, text: string): number {
  return words.exec(text)?.[0].length ?? 0;
}

/** The last position between two graphemes, or the end of the first grapheme when that is longer. */
function graphemeEnd(text: string, window: string, longest: number): number {
  if (ONE_UNIT_EACH.test(window)) return longest;
  const { index } = GRAPHEMES.segment(window).containing(longest)!;
  return index > 0 ? index : endOfLong(text.slice(0, SLICE_LOOK_AHEAD));
}

function endOfLong(text: string): number {
  const { length } = GRAPHEMES.segment(text).containing(0)!.segment;
  return length <= LONGEST_GRAPHEME ? length : codePointEnd(text, LONGEST_GRAPHEME);
}
