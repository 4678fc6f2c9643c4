import { facet } from '../question/facet.js';
import { coreText, normalWhole } from './text.facet.js';

const INSIDE = /(?<=[\p{Ll}\p{N},;] )\p{Lu}[\p{L}\p{N}_&.'-]*[\p{L}\p{N}_]/gu;
const WORD = /\p{L}[\p{L}\p{N}_'-]*/gu;
const NO_NAMES = new Set(
  "q1 q2 q3 q4 i i'm i'd i've i'll monday tuesday wednesday thursday friday saturday sunday ok".split(' '),
);
/** Above this share of capitalised words behind the first the capitals are a style (titles, shouting) and name nothing. */
const TITLE_CASE = 0.75;

/** Capitalised words inside sentences, in lower case; the "Thanks" at the end is none. */
export const namesOf = facet((question): ReadonlySet<string> => {
  const text = coreText(question);
  const words = (text.match(WORD) ?? []).slice(1);
  const capitalised = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  if (capitalised > TITLE_CASE * words.length) return new Set();
  const names = (text.match(INSIDE) ?? []).map((name) => name.toLowerCase().replace(/'s$/, ''));
  return new Set(names.filter((name) => !NO_NAMES.has(name)));
});

/** First letters of all words, and of those that are no stop words: what an acronym may stand for. */
export const initialsOf = facet((question): readonly string[] => {
  const words = normalWhole(question)
    .split(/[ /-]/)
    .filter((word) => word !== '');
  const firstLetters = (list: readonly string[]) => list.map((word) => word[0]).join('');
  return [firstLetters(words), firstLetters(words.filter((word) => !question.lexicon.stopWords.has(word)))];
});
