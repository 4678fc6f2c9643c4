import { contentDifferenceOf, differenceOf } from '../facets/difference.facet.js';
import { tokensOf, wordSetOf, type Word } from '../facets/words.facet.js';
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
    return (
      connectivesChanged(asked, stored) ||
      [...one, ...other].some(({ text }) => RESTRICTING.test(text)) ||
      adds(asked, content.one) !== adds(stored, content.other)
    );
  }
}

function connectivesChanged(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
  const changed = (word: string) => wordSetOf(asked).has(word) !== wordSetOf(stored).has(word);
  return changed('and') && changed('or');
}

/** "A and B" where the other text has only A: an unmatched word stands next to a connective. */
function adds(question: ParsedQuestion, unmatched: readonly Word[]): boolean {
  const tokens = tokensOf(question);
  return unmatched.some(({ stem }) => {
    const index = tokens.indexOf(stem);
    return isConnective(tokens[index - 1]) || (index >= 0 && isConnective(tokens[index + 1]));
  });
}

function isConnective(token = ''): boolean {
  return token === 'and' || token === 'or';
}
