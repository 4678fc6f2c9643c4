import { facet } from '../question/facet.js';
import { normalText } from './text.facet.js';
import { wordSetOf } from './words.facet.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const ABBREVIATED = /^(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)$/;
/** Months that are common words: they count next to what dates are made of. */
const AMBIGUOUS = ['may', 'march'].map((month) => ({
  month,
  dated: new RegExp(
    `\\b(?:in|of|on|by|since|until|till|last|next|this|before|after|early|late|mid|\\d(?:st|nd|rd|th)?) ${month}\\b|\\b${month} \\d`,
  ),
}));
/** Parts of a day: "on Friday" is not "on Friday morning". */
const DAY_PARTS = ['morning', 'noon', 'afternoon', 'evening', 'night', 'midnight', 'weekend', 'weekday'];
const PERIODS = [
  'second minute hour night evening morning afternoon week weekend month quarter year semester spring summer fall autumn winter season decade century',
  ...DAYS,
  ...MONTHS,
]
  .join(' ')
  .replaceAll(' ', '|');
const RELATIVE = new RegExp(
  `\\b(?:today|tonight|yesterday|tomorrow|(last|past|previous|next|coming|upcoming|this|current) (${PERIODS}))\\b`,
  'g',
);
const SYNONYMS: Readonly<Record<string, string>> = {
  past: 'last',
  previous: 'last',
  coming: 'next',
  upcoming: 'next',
  current: 'this',
};
const CLOCK = /\b(\d{1,2}(?::\d\d)?) ?([ap])\.?m\b/g;

/** Weekdays, months, clock times and relative times of a text. "now" and "currently" say nothing; next Wednesday = Wednesday. */
export const datesOf = facet((question): ReadonlySet<string> => {
  const text = normalText(question);
  const words = [...wordSetOf(question)];
  return new Set([
    ...words.flatMap(calendarWord),
    ...AMBIGUOUS.filter(({ dated }) => dated.test(text)).map(({ month }) => month),
    ...[...text.matchAll(RELATIVE)].flatMap(relativeTime),
    ...[...text.matchAll(CLOCK)].map(([, time, half]) => `${time}${half}m`),
  ]);
});

function calendarWord(word: string): string[] {
  const day = word.replace(/s$/, '');
  if (DAYS.includes(day) || DAY_PARTS.includes(day)) return [day];
  const month = MONTHS.find((name) => name.startsWith(word.slice(0, 3)));
  if (!month || month === 'may' || month === 'march') return [];
  return word === month || ABBREVIATED.test(word) ? [month] : [];
}

function relativeTime([whole, direction, period]: RegExpMatchArray): string[] {
  if (!direction || !period) return [whole];
  const way = SYNONYMS[direction] ?? direction;
  return DAYS.includes(period) && way !== 'last' ? [] : [`${way} ${period}`];
}
