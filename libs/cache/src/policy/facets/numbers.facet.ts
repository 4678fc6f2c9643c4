import type { Lexicon } from '../lexicon/lexicon.js';
import { facet } from '../question/facet.js';
import { spellNumbers } from '../text/number-words.js';
import { normalText } from './text.facet.js';

/** A number in its base unit: `{ value: 1800, base: 's' }` for half an hour. The base of a bare number is empty. */
export interface Quantity {
  readonly value: number;
  readonly base: string;
}

const MULTIPLIERS: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  bn: 1e9,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  lakh: 1e5,
  lakhs: 1e5,
  crore: 1e7,
  crores: 1e7,
  hundred: 100,
  dozen: 12,
};

const NUMBER =
  /(?<![\p{L}\p{N}_.])(?:([$€£¥₹])\s?)?(\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?: ?(k|m|mn|mio|bn|thousand|million|billion|lakhs?|crores?|hundred|dozen)\b)?(?:(?:st|nd|rd|th)\b)?(?:[ -]?(%|°[cf]|[\p{L}$€£¥₹]+))?/gu;

/** Versions and identifiers hold digits that count nothing: other guards look at them. */
const NOT_A_NUMBER = /^\d+(?:\.\d+){2,}\b|^[a-z]*\d+[a-z_/-]+\d|^[a-z_]+[-_]?\d/;
/** Past this length a token is no number that anyone wrote. */
const LONGEST = 64;

/** The quantities of a text, smallest first. 10,000 = 10k = ten thousand; 90 seconds = 1.5 minutes; Q3 = third quarter. */
export const numbersOf = facet((question): readonly Quantity[] => {
  const spelled = spellNumbers(
    normalText(question)
      .replace(/\bq([1-4])\b/g, 'quarter $1 ;')
      .replace(/\bhalf an?\b/g, '0.5'),
  );
  const plain = spelled.split(' ').filter(isPlain).join(' ');
  return [...plain.matchAll(NUMBER)].map((match) => quantityOf(match, question.lexicon)).sort(bySize);
});

function isPlain(token: string): boolean {
  return token.length <= LONGEST && !NOT_A_NUMBER.test(token);
}

function quantityOf(
  [, currency, digits, multiplier, unit]: RegExpMatchArray,
  { measures }: Lexicon,
): Quantity {
  const value = Number(digits!.replace(/[, ]/g, '')) * (MULTIPLIERS[multiplier ?? ''] ?? 1);
  const measure = measures.get(currency ?? '') ?? measures.get(unit ?? '') ?? { factor: 1, base: '' };
  return { value: Number((value * measure.factor).toPrecision(6)), base: measure.base };
}

function bySize(one: Quantity, other: Quantity): number {
  return one.value - other.value || (one.base < other.base ? -1 : Number(one.base > other.base));
}
