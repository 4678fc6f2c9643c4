import { plain, quotableText, quotesOf } from '../facets/quotes.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** What is quoted on one side has to stand on the other, quoted or not. */
export class QuoteGuard extends Guard {
  readonly name = 'quote';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return misses(asked, stored) || misses(stored, asked);
  }
}

function misses(one: ParsedQuestion, other: ParsedQuestion): boolean {
  const known = quotesOf(other);
  const text = quotableText(other);
  return [...quotesOf(one)].some((quote) => !known.has(quote) && !text.includes(` ${plain(quote)} `));
}
