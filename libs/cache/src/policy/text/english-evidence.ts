import type { Gazetteer } from '../lexicon/gazetteer.js';
import type { Evidence } from '../lexicon/english-vocabulary.js';
import type { Lexicon } from '../lexicon/lexicon.js';
import { wordsForLanguage, type SeenWord } from './words-for-language.js';

/** Measured with `npm run eval -- --languages` on English streams and on questions in more than 60 other languages. */
const WEIGHTS: Readonly<Record<Evidence, number>> = {
  sign: 2,
  plain: 1,
  product: 0.5,
  shared: 0.25,
  both: 0,
  none: 0,
  misspelt: -0.25,
  unknown: -1,
  foreign: -2,
};
/** What is added where no sign says that the sentence is English. */
const DOUBTS: Readonly<Partial<Record<Evidence, number>>> = { misspelt: -1.5, unknown: -0.75, foreign: -1 };
/** The sum of weights that makes it sure, and for each word of a long text. */
const SURE = 0.5;
/** Enough where every word is English: a cat. */
const SURE_OF_ENGLISH_WORDS = 0.25;
const SURE_PER_WORD = 0.1;
/** Parts of names that are common words elsewhere: Leonardo da Vinci. */
const NAME_PARTS = new Set(
  'al bin da de del der des di dos du el la las le los san santa st van von'.split(' '),
);

/** Whether a text is surely English: what speaks for it outweighs the words that English doesn't have. */
export function isSurelyEnglish(text: string, lexicon: Lexicon): boolean {
  const evidence = evidenceIn(wordsForLanguage(text), lexicon);
  const count = (kind: Evidence) => evidence.filter((one) => one === kind).length;
  const ownWords = count('sign') + count('plain') + count('product');
  const onlyEnglish = ownWords + count('shared') + count('both') === evidence.length;
  if (ownWords === 0 && !onlyEnglish) return false;
  const doubts = count('sign') === 0 ? DOUBTS : {};
  const sum = evidence.reduce((total, kind) => total + WEIGHTS[kind] + (doubts[kind] ?? 0), 0);
  return sum >= Math.max(onlyEnglish ? SURE_OF_ENGLISH_WORDS : SURE, SURE_PER_WORD * evidence.length);
}

function evidenceIn(words: readonly SeenWord[], { english, gazetteer, measures }: Lexicon): Evidence[] {
  const places = placesAmong(words, gazetteer);
  return words.map(({ word, capitalised }, index) => {
    if (places.has(index)) return 'shared';
    if (capitalised && NAME_PARTS.has(word)) return 'none';
    const evidence = english.evidenceOf(word);
    if (evidence !== 'foreign' && measures.has(word)) return 'shared';
    return capitalised ? asName(evidence) : evidence;
  });
}

/** A capital inside a sentence makes a name of a word: Ali Khan, Kim. */
function asName(evidence: Evidence): Evidence {
  if (evidence === 'unknown' || evidence === 'misspelt') return 'none';
  return evidence === 'foreign' ? 'unknown' : evidence;
}

/** Indexes of the words that belong to the name of a place. */
function placesAmong(words: readonly SeenWord[], gazetteer: Gazetteer): ReadonlySet<number> {
  const plain = words.map(({ word }) => word);
  const found = new Set<number>();
  for (let start = 0; start < plain.length; start++) {
    const length = gazetteer.at(plain, start)?.length ?? 0;
    for (let index = start; index < start + length; index++) found.add(index);
    start += Math.max(0, length - 1);
  }
  return found;
}
