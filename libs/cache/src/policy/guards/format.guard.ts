import { formatsOf } from '../facets/formats.facet.js';
import { wordSetOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** What form, language or style the answer is to have. */
export class FormatGuard extends Guard {
  readonly name = 'format';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return misses(asked, stored) || misses(stored, asked);
  }
}

/** The other side may write `Go` or `R` small. */
function misses(one: ParsedQuestion, other: ParsedQuestion): boolean {
  const known = formatsOf(other);
  return [...formatsOf(one)].some((format) => !known.has(format) && !wordSetOf(other).has(format));
}
