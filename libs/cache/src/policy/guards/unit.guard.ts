import { spokenUnitsOf } from '../facets/units.facet.js';
import { clash } from './sets.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Units named without a number: "in dollars" / "in francs". One that only one text names is no contradiction. */
export class UnitGuard extends Guard {
  readonly name = 'unit';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return clash(spokenUnitsOf(asked), spokenUnitsOf(stored));
  }
}
