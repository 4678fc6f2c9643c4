import { operatorsOf } from '../facets/operators.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Operators and flags: `==` / `===`, `-r` / `-f`. */
export class CodeGuard extends Guard {
  readonly name = 'code';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return operatorsOf(asked) !== operatorsOf(stored);
  }
}
