import { codePointEnd } from './code-point.end.js';

/** A word with its leading space is about a token; longer words are cut. All lengths are in UTF-16 code units. */
export const SHORTEST_SLICE = 12;
/** A grapheme that is longer is no letter of any script: it is cut like a text, between code points. */
const LONGEST_GRAPHEME = 16_384;
/** Beyond this nothing changes where a slice ends: the longest grapheme and the code point after it. */
export const SLICE_LOOK_AHEAD = LONGEST_GRAPHEME + 2;
/** How far before its longest end a slice is cut to end with a word. */
const LOOK_BACK = 64;

const FIRST_WORD = /^.*?\S(?=\s)/s;
const WORDS = /^.*\S(?=\s)/s;
/** Segmenting is left for the texts that need it. CR and LF are one grapheme. */
const ONE_UNIT_EACH = /^[^\r\u0080-\uffff]*$/;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Where the first slice of a text ends: one word while slices are as short as they can be, later as many words as there is room for. */
export function sliceEnd(text: string, longest: number): number {
  const window = text.slice(0, longest + 2);
  const words = longest > SHORTEST_SLICE ? wordsEnd(window, longest) : endOf(FIRST_WORD, window);
  if (words > 0 && words <= longest) return words;
  return window.length <= longest ? window.length : graphemeEnd(text, window, longest);
}

/** The last end of a word that is near enough; 0 = there is none. */
function wordsEnd(window: string, longest: number): number {
  if (window.length <= longest) return window.length;
  const from = Math.max(0, longest - LOOK_BACK);
  const end = endOf(WORDS, window.slice(from, longest + 1));
  return end > 0 ? from + end : 0;
}

function endOf(words: RegExp, text: string): number {
  return words.exec(text)?.[0].length ?? 0;
}

/** The last one between two graphemes, or the end of the first grapheme where that is longer. */
function graphemeEnd(text: string, window: string, longest: number): number {
  if (ONE_UNIT_EACH.test(window)) return longest;
  const { index } = GRAPHEMES.segment(window).containing(longest)!;
  return index > 0 ? index : endOfLong(text.slice(0, SLICE_LOOK_AHEAD));
}

function endOfLong(text: string): number {
  const { length } = GRAPHEMES.segment(text).containing(0)!.segment;
  return length <= LONGEST_GRAPHEME ? length : codePointEnd(text, LONGEST_GRAPHEME);
}
