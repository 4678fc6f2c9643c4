import { BREAK, wordsOf } from './words.js';

/** The parts of a phrase that are not words. */
const GAP = '...';
const START = '^';
const END = '$';
const STEM = '*';
/** A gap matches at most this many words of one sentence. */
const WIDEST_GAP = 6;

/** The parts of a phrase: words as `wordsOf` returns them, stems with their `*`, gaps, breaks. */
export type Phrase = readonly string[];

/** @returns the parts of a phrase; empty when it names no word. */
export function phraseOf(text: string): Phrase {
  const parts = text.split(/\s+/).flatMap(partsOf);
  return parts.some((part) => part !== GAP && part !== BREAK) ? parts : [];
}

export const isStem = (part: string): boolean => part.endsWith(STEM);

/** The first letters of a part. */
export const lettersOf = (part: string): string => (isStem(part) ? part.slice(0, -1) : part);

/** Whether the phrase matches the words from `at` on. Gaps are bounded, and so is the work per word. */
export function standsAt(phrase: Phrase, words: readonly string[], at: number, from = 0): boolean {
  const part = phrase[from];
  if (part === undefined) return true;
  if (part === GAP) return standsAfterGap(phrase, words, at, from + 1);
  return fits(part, words[at]) && standsAt(phrase, words, at + 1, from + 1);
}

function standsAfterGap(phrase: Phrase, words: readonly string[], at: number, from: number): boolean {
  for (let skipped = 0; skipped <= WIDEST_GAP; skipped++) {
    if (standsAt(phrase, words, at + skipped, from)) return true;
    if (words[at + skipped] === BREAK) return false;
  }
  return false;
}

function fits(part: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return isStem(part) ? word.startsWith(lettersOf(part)) : word === part;
}

function partsOf(part: string): string[] {
  if (part === GAP) return [GAP];
  if (part === START || part === END) return [BREAK];
  const words = wordsOf(part).slice(1, -1);
  return isStem(part) ? [...words.slice(0, -1), ...words.slice(-1).map((word) => word + STEM)] : words;
}
