import { foreignWordsOf, isDisguised } from '../facets/scripts.facet.js';
import { sameSet } from './sets.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Letters of other scripts that look like Latin ones, and characters that nobody sees: such texts are not compared by meaning. */
export class ScriptGuard extends Guard {
  readonly name = 'script';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    if (asked.text === stored.text) return false;
    return (
      isDisguised(asked) || isDisguised(stored) || !sameSet(foreignWordsOf(asked), foreignWordsOf(stored))
    );
  }
}
