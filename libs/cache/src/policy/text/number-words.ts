const SMALL = numbered(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  (index) => index,
);
const TENS = numbered('twenty thirty forty fifty sixty seventy eighty ninety', (index) => 10 * (index + 2));
const ORDINALS = numbered(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth',
  (index) => index + 1,
);
const POWERS = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

const NAME = [...SMALL.keys(), ...TENS.keys(), ...POWERS.keys()].join('|');
const RUN = new RegExp(`\\b(?:${NAME})(?:(?:[ -]| and )(?:${NAME})\\b)*\\b`, 'g');
const ORDINAL = new RegExp(`(?<!\\d )\\b(?:${[...ORDINALS.keys()].join('|')})\\b`, 'g');

/** Writes number words and ordinals as digits: "twenty-five" is 25, "third" is 3. A lone "one" is mostly a pronoun and stays. */
export function spellNumbers(text: string): string {
  return text.replace(RUN, digitsOf).replace(ORDINAL, (word) => String(ORDINALS.get(word)));
}

function digitsOf(run: string): string {
  const words = run.split(/ and |[ -]/);
  return run === 'one' || POWERS.has(words[0]!) ? run : valuesOf(words).join(' ');
}

/** "two hundred five" is one number, "two three" are two. */
function valuesOf(words: readonly string[]): number[] {
  const finished: number[] = [];
  let number = { total: 0, current: 0, last: Infinity };
  for (const word of words) {
    const next = extend(number, word);
    if (!next) finished.push(number.total + number.current);
    number = next ?? extend({ total: 0, current: 0, last: Infinity }, word)!;
  }
  return [...finished, number.total + number.current];
}

interface Partial {
  readonly total: number;
  readonly current: number;
  /** What the next small number has to stay below. */
  readonly last: number;
}

function extend({ total, current, last }: Partial, word: string): Partial | undefined {
  const power = POWERS.get(word);
  if (power === 100) return { total, current: current * power, last: 100 };
  if (power) return { total: total + current * power, current: 0, last: power };
  const value = SMALL.get(word) ?? TENS.get(word) ?? 0;
  if (value >= last) return undefined;
  return { total, current: current + value, last: TENS.has(word) ? 10 : 0 };
}

function numbered(words: string, value: (index: number) => number): ReadonlyMap<string, number> {
  return new Map(words.split(' ').map((word, index) => [word, value(index)]));
}
