import type { Lexicon } from '../lexicon/lexicon.js';
import { isSurelyEnglish } from './english-evidence.js';
import { wordsForLanguage } from './words-for-language.js';

/** Above this share of letters outside Latin the text is in another script. */
const OTHER_SCRIPT = 0.25;
/** A letter of a look-alike script inside a Latin word: `nоt` with a Cyrillic o. */
const MIXED_WORD = /\p{sc=Latn}\p{sc=Cyrl}|\p{sc=Cyrl}\p{sc=Latn}|\p{sc=Latn}\p{sc=Grek}\p{sc=Latn}/u;
/** A language other than English must have so many of a text's words among its commonest, and this share of all. */
const FEWEST_WORDS = 2;
const SMALLEST_SHARE = 0.3;

/**
 * The language that a text is surely in: `en`, or the ISO 639-1 code (`ru-Latn` when romanised) of another whose common words it
 * holds more of than of any other's. `script` for a text in another script, `other` when it can't be told.
 * Linear in the length of the text.
 */
export function languageIn(text: string, lexicon: Lexicon): string {
  if (isOtherScript(text)) return 'script';
  if (MIXED_WORD.test(text)) return 'other';
  return isSurelyEnglish(text, lexicon) ? 'en' : commonest(text, lexicon);
}

function isOtherScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const beyond = letters.filter((letter) => !/\p{sc=Latn}/u.test(letter)).length;
  return letters.length > 0 && beyond > OTHER_SCRIPT * letters.length;
}

/** The language with the most votes; languages that share them leave it open. */
function commonest(text: string, { foreign }: Lexicon): string {
  const votes = new Map<string, number>();
  const words = wordsForLanguage(text);
  for (const { word } of words) {
    for (const code of foreign.languagesWith(word)) votes.set(code, (votes.get(code) ?? 0) + 1);
  }
  const [best, second] = [...votes].sort(([, one], [, other]) => other - one);
  const fewest = Math.max(FEWEST_WORDS, SMALLEST_SHARE * words.length);
  return best && best[1] >= fewest && best[1] !== second?.[1] ? best[0] : 'other';
}
