import { contentDifferenceOf } from '../facets/difference.facet.js';
import { contentOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Content words from which a prompt is long: similarity says little there, a single word may turn it. */
const LONG = 40;
const MOST_UNMATCHED = 2;

/** Long prompts have to be nearly word for word the same. */
export class LongGuard extends Guard {
  readonly name = 'long';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    if (Math.max(contentOf(asked).length, contentOf(stored).length) < LONG) return false;
    const { one, other } = contentDifferenceOf(asked, stored);
    return one.length + other.length > MOST_UNMATCHED;
  }
}
