import { withoutMarks } from '../text/marks.js';
import { CommonEnglish } from './common-english.js';

const SHORTEST_PART = 3;
/** Dutch starten is not star and ten. */
const SHORTEST_LAST_PART = 4;
/** Shorter words are one slip away from many. */
const SHORTEST_MISSPELT = 5;
/** Accents that English borrows with a word: fiancé, façade, naïve, señor. */
const BORROWED = /^[a-zàâäçèéêëîïñôöûü]{4,}$/;
/** Longer words are no words. */
const LONGEST = 24;
/** Endings that other languages in Latin letters don't share. */
const ENDING = /(?:able|i[sz]ed|i[sz]ing|ness|less|ship|ism)$/;

/**
 * Whether a word that no list holds is formed of English words: bioweapon and pincode of two, scalable of one and an ending,
 * naïve of English letters.
 */
export function isMadeOfEnglish(word: string): boolean {
  return word.length <= LONGEST && (isAccented(word) || isDerived(word) || isCompound(word));
}

function isAccented(word: string): boolean {
  const bare = withoutMarks(word);
  return bare !== word && BORROWED.test(word) && CommonEnglish.words.has(bare);
}

function isDerived(word: string): boolean {
  const root = word.replace(ENDING, '');
  if (root === word || root.length < SHORTEST_PART) return false;
  return CommonEnglish.words.has(root) || CommonEnglish.words.has(`${root}e`);
}

function isCompound(word: string): boolean {
  for (let end = SHORTEST_PART; end <= word.length - SHORTEST_LAST_PART; end++) {
    const [first, second] = [word.slice(0, end), word.slice(end)];
    if (CommonEnglish.words.hasAmongCommonest(first) && CommonEnglish.words.hasAmongCommonest(second))
      return true;
  }
  return false;
}

/** Whether one letter is too many, one of two equal ones is left out, or two neighbours are exchanged: forgott, pasword, chagne. */
export function isMisspeltEnglish(word: string): boolean {
  if (word.length < SHORTEST_MISSPELT || word.length > LONGEST) return false;
  for (let at = 1; at < word.length; at++) {
    const [before, letter, next, after] = [
      word.slice(0, at),
      word[at]!,
      word[at + 1] ?? '',
      word.slice(at + 2),
    ];
    const spellings = [
      before + next + after,
      before + letter + letter + next + after,
      before + next + letter + after,
    ];
    if (spellings.some((spelling) => CommonEnglish.words.hasAmongCommonest(spelling))) return true;
  }
  return false;
}
