import { datesOf } from '../facets/dates.facet.js';
import { sameSet } from './sets.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Weekdays, months, clock times, relative times. */
export class DateGuard extends Guard {
  readonly name = 'date';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return !sameSet(datesOf(asked), datesOf(stored));
  }
}
