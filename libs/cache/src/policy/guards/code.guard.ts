import { signsOf } from '../facets/signs.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Operators, flags and sigils: `==` / `===`, `i++` / `++i`, `-r` / `-f`, `C` / `C#`, `$HOME` / `HOME`. */
export class CodeGuard extends Guard {
  readonly name = 'code';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return signsOf(asked) !== signsOf(stored);
  }
}
