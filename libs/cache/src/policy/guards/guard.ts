import type { ParsedQuestion } from '../question/parsed-question.js';
import type { GuardName } from '../verdict.js';

/** Sees one kind of difference between two questions. Looks at the two texts only, so that its word is the same for ever. */
export abstract class Guard {
  abstract readonly name: GuardName;
  /** Whether the texts differ so that an answer to `stored` must not be given for `asked`. */
  abstract vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean;
}
