import { Lexicon } from '../lexicon/lexicon.js';

const BEFORE = /^["'([{]*/;
/** Looked for once per run of such characters, not once per character. */
const AFTER = /(?<![)\]}"',;.!?])[)\]}"',;.!?]+$/;
/** A word, also joined by hyphens or apostrophes: lower case or with a capital first, never in capitals. */
const ORDINARY = /^(?:\p{Lu}\p{Ll}+|\p{Ll}+)(?:['-](?:\p{Lu}\p{Ll}+|\p{Ll}+))*$/u;
const LONE_WORD = /^[AI]$/;
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

/**
 * The words of a plain segment with case and contractions put aside. Capitals that may tell something stay: US, API, iPhone,
 * plan A, Polish, May.
 * @param first whether the segment begins the question, where every writer puts a capital.
 */
export function foldWords(text: string, first: boolean): string {
  const tokens = text.split(/(\s+)/);
  return tokens
    .map((token, index) => foldToken(token, { first: first && index === 0, next: tokens[index + 2] }))
    .join('');
}

function foldToken(token: string, place: { first: boolean; next?: string }): string {
  if (/^\s/.test(token)) return ' ';
  const { before, word, after } = partsOf(token);
  if (!isFoldable(word, place.first)) return token;
  const lower = word.toLowerCase();
  return before + (after === '' ? openContraction(lower, place.next) : lower) + after;
}

/** What stands before and after a word is no part of it. */
function partsOf(token: string): { before: string; word: string; after: string } {
  const [before = ''] = BEFORE.exec(token) ?? [];
  const rest = token.slice(before.length);
  const [after = ''] = AFTER.exec(rest) ?? [];
  return { before, word: rest.slice(0, rest.length - after.length), after };
}

function isFoldable(word: string, first: boolean): boolean {
  if (LONE_WORD.test(word)) return first || word === 'I';
  if (!ORDINARY.test(word)) return false;
  return first || !Lexicon.builtIn.capitalisedNames.has(word.toLowerCase()) || word === word.toLowerCase();
}

/** "what's" before a participle may be "what has": it stays. */
function openContraction(word: string, next = ''): string {
  if (CONTRACTED_IS.test(word)) return PARTICIPLE.test(next) ? word : word.replace("'s", ' is');
  const found = CONTRACTIONS.find(([pattern]) => pattern.test(word));
  return found ? word.replace(...found) : word;
}

/** Fewest words that are shouted on purpose; fewer are names and acronyms. */
const FEWEST_SHOUTED = 3;
/** Shouted, these can't be told from US, IT and AIDS. */
const AMBIGUOUS = /\b(?:US|IT|AIDS|RAM|PIN)\b/;

/** A question typed in capitals throughout is read in lower case, unless that would change what it says. */
export function unshouted(text: string): string {
  const words = text.match(/\p{L}+/gu) ?? [];
  const shouted =
    words.length >= FEWEST_SHOUTED && !/\p{Ll}|[\d"`:'_/\\]/u.test(text) && !AMBIGUOUS.test(text);
  return shouted ? text.toLowerCase() : text;
}
