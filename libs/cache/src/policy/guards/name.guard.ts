import { initialsOf, namesOf } from '../facets/names.facet.js';
import { joinedText } from '../facets/text.facet.js';
import { stemSetOf, wordsOf, wordSetOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { withinEdits } from '../text/edit-distance.js';
import { Guard } from './guard.js';

const LONGEST_ACRONYM = 6;
/** India / Indian: one begins with the other, at least so long and not much longer. */
const SHORTEST_ROOT = 4;
const LONGEST_ENDING = 3;
const SHORTEST_TYPO = 5;

/** People, products, places: a name on one side needs a counterpart on the other. */
export class NameGuard extends Guard {
  readonly name = 'name';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return misses(asked, stored) || misses(stored, asked);
  }
}

function misses(one: ParsedQuestion, other: ParsedQuestion): boolean {
  return [...namesOf(one)].some(
    (name) => !stands(name, other) && !isForm(name, other) && !isShortened(name, one, other),
  );
}

function stands(name: string, other: ParsedQuestion): boolean {
  return (
    stemSetOf(other).has(other.lexicon.stem(name)) ||
    name.split(/[^\p{L}\p{N}]+/u).every((part) => wordSetOf(other).has(part)) ||
    joinedText(other).includes(name.replace(/[^\p{L}\p{N}]+/gu, ''))
  );
}

/** Indian for India, or the name mistyped by somebody who doesn't capitalise. */
function isForm(name: string, other: ParsedQuestion): boolean {
  const names = namesOf(other);
  return wordsOf(other).some(({ text }) => {
    const [short, long] = text.length < name.length ? [text, name] : [name, text];
    if (
      short.length >= SHORTEST_ROOT &&
      long.length - short.length <= LONGEST_ENDING &&
      long.startsWith(short)
    )
      return true;
    return text.length >= SHORTEST_TYPO && !names.has(text) && withinEdits(name, text, 1);
  });
}

/** An acronym on either side that the words of the other may stand for. */
function isShortened(name: string, one: ParsedQuestion, other: ParsedQuestion): boolean {
  if (
    name.length >= 2 &&
    name.length <= LONGEST_ACRONYM &&
    initialsOf(other).some((initials) => initials.includes(name))
  )
    return true;
  return (
    name.length >= SHORTEST_ROOT &&
    wordsOf(other).some(
      ({ text }) =>
        text.length >= 2 &&
        text.length <= SHORTEST_ROOT &&
        text.includes(name[0]!) &&
        initialsOf(one).some((initials) => initials.includes(text)),
    )
  );
}
