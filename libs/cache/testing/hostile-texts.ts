const LENGTH = 9_999;

/** Texts that make careless patterns and comparisons slow, by name. */
export const HOSTILE_TEXTS: readonly (readonly [string, string])[] = [
  ['one letter', fill('a')],
  ['spaces', fill(' ')],
  ['closing marks', fill('?!.')],
  ['commas', fill(', ')],
  ['digits', fill('1')],
  ['dotted digits', fill('1.')],
  ['dashed digits', fill('1-')],
  ['grouped digits', fill('111,')],
  ['number words', fill('twenty one hundred and ')],
  ['letters and dashes behind a digit', `1${fill('a-')}`],
  ['slashes', fill('/a')],
  ['at signs', fill('a@')],
  ['dots and letters', fill('a.')],
  ['underscores', fill('a_')],
  ['quotation marks', fill('"')],
  ['apostrophes', fill("'a ")],
  ['backticks', fill('`a')],
  ['colons', fill('a: ')],
  ['line breaks', fill('\n')],
  ['greetings', fill('hi ')],
  ['courtesies', fill('could you please tell me ')],
  ['thanks', fill('thanks, ')],
  ['thanks that lead nowhere', `${fill('thanks ')}x`],
  ['passives', fill('is by ')],
  ['capitals', fill('Aa ')],
  ['shouting', fill('AA ')],
  ['distinct words', Array.from({ length: 1_600 }, (_, index) => `w${index.toString(36)}`).join(' ')],
  ['distinct words of letters', Array.from({ length: 1_500 }, (_, index) => lettersOf(index)).join(' ')],
  ['places', fill('new york ')],
  ['operators', fill(' - + = ')],
  ['emoji', fill('🙏')],
];

function fill(pattern: string): string {
  return pattern.repeat(Math.ceil(LENGTH / pattern.length)).slice(0, LENGTH);
}

/** abcde, abcdf, ...: words that differ in their last letters only. */
function lettersOf(index: number): string {
  const digits = index.toString(16).padStart(4, '0');
  return `m${[...digits].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join('')}`;
}
