import type { Lexicon } from '../lexicon/lexicon.js';

const FOREIGN_LETTERS = /[äöüßéèêàçñóíáúãõìòù¿¡]/g;
/** Last code point of the Latin blocks. */
const LATIN_END = 0x24f;
/** Above this share of letters outside Latin the text is in another script. */
const OTHER_SCRIPT = 0.25;

/**
 * ISO 639-1 code by a vote of common words; `script` for a text in another script, `other` for Latin script with foreign
 * letters and no English word. Too little to tell counts as English.
 */
export function languageIn(text: string, { languages }: Lexicon): string {
  const folded = text.normalize('NFKC').toLowerCase();
  if (isOtherScript(folded)) return 'script';
  const words = folded.match(/\p{L}+/gu) ?? [];
  const votes = [...languages].map(([code, common]) => ({
    code,
    count: words.filter((word) => common.has(word)).length,
  }));
  return winner(votes, (folded.match(FOREIGN_LETTERS) ?? []).length);
}

function isOtherScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const beyond = letters.filter((letter) => letter.codePointAt(0)! > LATIN_END).length;
  return beyond > OTHER_SCRIPT * letters.length;
}

/** Another language has to beat English by one word more when no foreign letter speaks for it. */
function winner(votes: readonly { code: string; count: number }[], foreignLetters: number): string {
  const english = votes.find(({ code }) => code === 'en')?.count ?? 0;
  const best = [...votes].sort((one, other) => other.count - one.count)[0];
  if (best && best.count > english + (foreignLetters > 0 ? 0 : 1)) return best.code;
  return foreignLetters >= 2 && english === 0 ? 'other' : 'en';
}
