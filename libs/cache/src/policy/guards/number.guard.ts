import { numbersOf, type Quantity } from '../facets/numbers.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Quantities: the same values, and the same units where both texts name one. */
export class NumberGuard extends Guard {
  readonly name = 'number';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const [one, other] = [numbersOf(asked), numbersOf(stored)];
    return one.length !== other.length || one.some((quantity, index) => differ(quantity, other[index]!));
  }
}

function differ(one: Quantity, other: Quantity): boolean {
  return one.value !== other.value || (one.base !== '' && other.base !== '' && one.base !== other.base);
}
