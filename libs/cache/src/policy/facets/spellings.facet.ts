import type { Lexicon } from '../lexicon/lexicon.js';
import { facet } from '../question/facet.js';
import { capitalStyleOf, opensSentence, type CapitalStyle } from '../text/capitals.js';

/** How a text writes one word. */
export interface Spelling {
  /** The forms that its capitals give it, in order: Windows, RAM, myVar. */
  readonly forms: readonly string[];
  /** Which forms it may stand for besides: in a title or at the beginning of a sentence its first letter says nothing. */
  readonly free: 'none' | 'first-letter' | 'all';
}

type Freedom = Spelling['free'];

const TOKEN = /\S+/g;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** "5Mb" and "5 Mb" name one unit. */
const LEADING_DIGITS = /^\p{N}+(?=\p{L})/u;
/** Clock times, ordinals and quarters may be written either way. */
const EVERYDAY = /^(?:\d+(?:am|pm|st|nd|rd|th)|am|pm|q[1-4])$/i;
/** No other thing has these names. */
const ONE_NAME = /^c(?:\+\+|#)[.,?!]?$/i;
/** The pronoun; as an option or a variable it touches a sign. */
const PRONOUN = /^[("']*I(?:'\p{L}+)?[,.?!)"']*$/iu;
const CAPITALISED = /^\p{Lu}[\p{Ll}\p{M}]*$/u;
/** Capitals on these stress them: "do NOT delete". */
const STRESSED = new Set(
  'not and the all no only never always must very why what how when where is are does do if this that my your any every without please but one'.split(
    ' ',
  ),
);
/** Words from which a text without a single capital shows a writer who uses none. */
const LONG_WITHOUT_CAPITALS = 25;

/** Each word in lower case with its spellings. */
export const spellingsOf = facet(({ text, lexicon }): ReadonlyMap<string, Spelling> => {
  const spellings = new Map<string, { forms: string[]; free: Freedom }>();
  const whole = { style: capitalStyleOf(text, lexicon), usesNone: usesNoCapitals(text), lexicon };
  for (const { written, first } of wordsIn(text)) {
    const word = written.replace(LEADING_DIGITS, '');
    const spelling = spellings.get(word.toLowerCase()) ?? { forms: [], free: 'none' };
    const free = freedomOf(word, { ...whole, first });
    if (free === 'none') spelling.forms.push(word);
    else if (spelling.free !== 'all') spelling.free = free;
    spellings.set(word.toLowerCase(), spelling);
  }
  return spellings;
});

interface Place {
  readonly first: boolean;
  readonly style: CapitalStyle;
  readonly usesNone: boolean;
  readonly lexicon: Lexicon;
}

function freedomOf(word: string, { first, style, usesNone, lexicon }: Place): Freedom {
  const lower = word.toLowerCase();
  const stressed = word === word.toUpperCase() && STRESSED.has(lower);
  if (stressed || style === 'shouted' || EVERYDAY.test(word) || lexicon.plainNames.has(lower)) return 'all';
  const anyFirst = CAPITALISED.test(word) ? first || style === 'title' : usesNone && word === lower;
  return anyFirst ? 'first-letter' : 'none';
}

function* wordsIn(text: string): Generator<{ written: string; first: boolean }> {
  let previous: string | undefined;
  for (const [token] of text.normalize('NFC').matchAll(TOKEN)) {
    const opens = opensSentence(previous);
    const words = ONE_NAME.test(token) || PRONOUN.test(token) ? [] : (token.match(WORD) ?? []);
    for (const [index, written] of words.entries()) yield { written, first: opens && index === 0 };
    previous = token;
  }
}

/** A second sentence without its capital, or a long text, tells more than a short question. */
function usesNoCapitals(text: string): boolean {
  if (/\p{Lu}/u.test(text)) return false;
  return /\p{L}{3}[.?!]\s+\p{Ll}{2}/u.test(text) || (text.match(TOKEN)?.length ?? 0) >= LONG_WITHOUT_CAPITALS;
}
