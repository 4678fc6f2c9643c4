import { contentDifferenceOf, differenceOf } from '../facets/difference.facet.js';
import { identifiersOf } from '../facets/identifiers.facet.js';
import { joinedText } from '../facets/text.facet.js';
import type { Word } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Ticket numbers, versions, paths, addresses, names of variables and files. */
export class IdentifierGuard extends Guard {
  readonly name = 'ident';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return misses(asked, stored) || misses(stored, asked) || codesDiffer(asked, stored);
  }
}

/**
 * English words of two letters are few, and all of them are stop words: any other is a code (an airline, a state, a unit),
 * unless it is such a word mistyped.
 */
function codesDiffer(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
  const content = contentDifferenceOf(asked, stored);
  const { one, other } = differenceOf(asked, stored);
  const { stopWords } = asked.lexicon;
  const isCode = (counterparts: readonly Word[]) => (word: Word) => {
    const swapped = word.text[1]! + word.text[0]!;
    return (
      /^\p{L}{2}$/u.test(word.text) &&
      !(stopWords.has(swapped) && counterparts.some(({ text }) => text === swapped))
    );
  };
  return content.one.some(isCode(other)) || content.other.some(isCode(one));
}

function misses(one: ParsedQuestion, other: ParsedQuestion): boolean {
  const known = identifiersOf(other);
  return [...identifiersOf(one)].some((identifier) => !known.has(identifier) && !isSplit(identifier, other));
}

/** macOS may be written mac OS; paths and numbers may not be split. */
function isSplit(identifier: string, other: ParsedQuestion): boolean {
  if (identifier.includes('/') || /\d.*\d|^\d+$/.test(identifier)) return false;
  return joinedText(other).includes(identifier.replace(/[^\p{L}\p{N}]+/gu, ''));
}
