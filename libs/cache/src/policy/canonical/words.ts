import { Lexicon } from '../lexicon/lexicon.js';
import { capitalStyleOf, opensSentence, type CapitalStyle } from '../text/capitals.js';

const PARTICIPLE = /(?:ed|en|got|gone|done|come|had|made|left|lost|won|put|set|cut|hit|run)$/i;
/** Not "who's" and "he's": people have as often as they are. */
const CONTRACTED_IS = /^(?:what|where|when|how|that|there|it|here)'s$/;
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:can't|cannot)$/, 'can not'],
  [/^won't$/, 'will not'],
  [/^i'm$/, 'i am'],
  [/^whats$/, 'what is'],
  [/^(\p{L}+)'re$/u, '$1 are'],
  [/^(\p{L}+)'ve$/u, '$1 have'],
  [/^(\p{L}+)'ll$/u, '$1 will'],
  [/^(do|does|did|is|are|was|were|have|has|had|could|would|should|must|need)n'?t$/, '$1 not'],
];

/** An English contraction in full; "what's" before a participle may be "what has": it stays. @param word in lower case. */
export function openContraction(word: string, next = ''): string {
  if (CONTRACTED_IS.test(word)) return PARTICIPLE.test(next) ? word : word.replace("'s", ' is');
  const found = CONTRACTIONS.find(([pattern]) => pattern.test(word));
  return found ? word.replace(...found) : word;
}

/** White space that only parts words; line ends and characters without width are none. */
export const WHITE = '[\\t \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+';
const GAP = new RegExp(`(${WHITE})`, 'u');
const BEFORE = /^["'([{]*/;
/** Looked for once per run of such characters, not once per character. */
const AFTER = /(?<![)\]}"',;.!?])[)\]}"',;.!?]+$/;
/** A word, also joined by hyphens or apostrophes: lower case or with a capital first, never in capitals. */
const ORDINARY = /^(?:\p{Lu}\p{Ll}+|\p{Ll}+)(?:['-](?:\p{Lu}\p{Ll}+|\p{Ll}+))*$/u;
/** Shorter ones may be units, symbols and commands (Mb, Pa, Ls) wherever they stand. */
const SHORTEST_SENTENCE_START = 3;
const PRONOUN = /^I(?:'(?:m|ve|d|ll))?$/;
/** "World War I", "type I": a numeral or a name. */
const NUMBERED =
  /^(?:war|part|type|class|phase|section|volume|chapter|variable|grade|stage|level|group|book|act|column|register|letter|index|tier|option|plan|vitamin)$/i;
/** "Who am I": where nothing follows, these make it the pronoun. */
const AUXILIARY = /^(?:am|do|did|can|could|should|would|will|shall|must|may|might|have|had|was|than|as)$/i;
/** Without a dot on it the letter is another one in Turkish. */
const DOTLESS = /^[Iİ]/;
const TURKIC = /[ıİğĞşŞ]/;

/** "A record", but not "A and B". */
const BEHIND_ARTICLE = /^(?!and\b|versus\b)\p{Ll}{3}/u;

/** How the words of a segment are to be read. */
export interface Reading {
  readonly english: boolean;
  readonly style: CapitalStyle;
  /** Every gap counts: the text is about white space. */
  readonly spaced: boolean;
}

export function readingOf(text: string, english: boolean, spaced: boolean): Reading {
  return { english, style: capitalStyleOf(text, Lexicon.builtIn), spaced };
}

/** The tokens beside a word. */
interface Place {
  readonly previous?: string;
  readonly next?: string;
}

/**
 * The words of a plain segment with case and contractions put aside. Capitals count: US, Mb, plan A, iPhone, "close all Windows".
 * A capital is put aside where every writer puts one (at the beginning of a sentence), in a title, and on names that mean
 * the same in lower case (Berlin).
 * @param first whether the segment begins the question.
 */
export function foldWords(text: string, first: boolean, reading: Reading): string {
  const tokens = text.split(GAP);
  return tokens
    .map((token, index) => {
      if (index % 2 === 1) return reading.spaced ? token : ' ';
      const previous = index > 1 ? tokens[index - 2] : first ? undefined : '';
      return foldToken(token, reading, { previous, next: tokens[index + 2] });
    })
    .join('');
}

function foldToken(token: string, reading: Reading, place: Place): string {
  const { before, word, after } = partsOf(token);
  if (!isFoldable(word, reading, place)) return token;
  const lower = word.toLowerCase();
  return before + (after === '' && reading.english ? openContraction(lower, place.next) : lower) + after;
}

/** What stands before and after a word is no part of it. */
function partsOf(token: string): { before: string; word: string; after: string } {
  const [before = ''] = BEFORE.exec(token) ?? [];
  const rest = token.slice(before.length);
  const [after = ''] = AFTER.exec(rest) ?? [];
  return { before, word: rest.slice(0, rest.length - after.length), after };
}

function isFoldable(word: string, { english, style }: Reading, place: Place): boolean {
  if (word === word.toLowerCase()) return english && ORDINARY.test(word);
  if (english && PRONOUN.test(word)) return isPronoun(word, place);
  if (opensSentence(place.previous)) return opensFoldably(word, english, place.next);
  return english && ORDINARY.test(word) && isPlain(word.toLowerCase().replace(/'s$/, ''), style);
}

/** Names that mean the same in lower case, and the common words of a title. */
function isPlain(lower: string, style: CapitalStyle): boolean {
  const { plainNames, capitalisedNames } = Lexicon.builtIn;
  return plainNames.has(lower) || (style === 'title' && isLongEnough(lower) && !capitalisedNames.has(lower));
}

function isLongEnough(lower: string): boolean {
  return lower.length >= SHORTEST_SENTENCE_START || Lexicon.builtIn.stopWords.has(lower);
}

function isPronoun(word: string, { previous = '', next }: Place): boolean {
  if (word !== 'I') return true;
  return next === undefined ? AUXILIARY.test(previous) : !NUMBERED.test(previous);
}

/** The first word of a sentence; symbols and commands ("Mb/s", "Ls -l") keep their case there too. */
function opensFoldably(word: string, english: boolean, next = 'a'): boolean {
  if (word === 'A') return english && BEHIND_ARTICLE.test(next);
  if (!ORDINARY.test(word) || !/^["'([]*[\p{L}\p{N}]/u.test(next)) return false;
  return english ? isLongEnough(word.toLowerCase()) : !(DOTLESS.test(word) && TURKIC.test(word + next));
}
