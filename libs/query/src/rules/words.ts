/** Separates two sentences, and marks both ends of a text. */
export const BREAK = '.';

const PLAIN_WORD = /[a-z0-9]+|[.!?;](?=\s|$)|\n/g;
const WORD = /[\p{L}\p{M}\p{N}]+|[.!?;](?=\s|$)|[。？！؟।\n]/gu;
/** Characters of no width, which may hide a word. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const BEYOND_ASCII = /[^\0-\x7f]/;
/** Accents of Latin, Greek and Cyrillic letters. Vowel signs of other scripts stay: they are letters there. */
const ACCENTS = /[\u0300-\u036f]/g;
const IS_BREAK = /^[.!?;。？！؟।\n]/;

/** The words of a text in lower case, without accents, and a break between sentences. */
export function wordsOf(text: string): string[] {
  const lower = text.replace(INVISIBLE, '').toLowerCase();
  const found = BEYOND_ASCII.test(lower) ? withoutAccents(lower).match(WORD) : lower.match(PLAIN_WORD);
  const words = (found ?? []).map((word) => (IS_BREAK.test(word) ? BREAK : word));
  return [BREAK, ...words, BREAK];
}

function withoutAccents(lower: string): string {
  return lower.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
}
