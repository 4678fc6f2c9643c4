import { exchangedOf } from '../facets/exchange.facet.js';
import { flipsOf } from '../facets/flips.facet.js';
import { negationsOf } from '../facets/negations.facet.js';
import { wordSetOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/**
 * Negation and opposites. Each turns the meaning round, so an even number of them cancels out: "not paid" / "unpaid",
 * and "A is cheaper than B" / "B is dearer than A", where the exchange of places turns it back.
 */
export class PolarityGuard extends Guard {
  readonly name = 'polarity';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const negations = Math.abs(negationsOf(asked) - negationsOf(stored));
    const flips = flipsOf(asked, stored);
    const exchanged = exchangedOf(asked, stored);
    if (exchanged && flips > 0) return flips !== 1 || !(compares(asked) && compares(stored));
    return (negations + flips) % 2 === 1;
  }
}

function compares(question: ParsedQuestion): boolean {
  return wordSetOf(question).has('than');
}
