import { contentDifferenceOf, differenceOf } from '../facets/difference.facet.js';
import { wordSetOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

const RESTRICTING = /^(?:only|except|unless|both|either|neither|simultaneously|solely|exclusively|instead)$/;
/** With more other differences the connectives alone don't decide. */
const MOST_OTHER = 2;

/** "A and B" / "A or B", and restrictions that only one side makes. */
export class LogicGuard extends Guard {
  readonly name = 'logic';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const content = contentDifferenceOf(asked, stored);
    if (content.one.length + content.other.length > MOST_OTHER) return false;
    const { one, other } = differenceOf(asked, stored);
    return connectivesChanged(asked, stored) || [...one, ...other].some(({ text }) => RESTRICTING.test(text));
  }
}

function connectivesChanged(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
  const changed = (word: string) => wordSetOf(asked).has(word) !== wordSetOf(stored).has(word);
  return changed('and') && changed('or');
}
