import { tellsSomething } from '../facets/size.facet.js';
import { normalWhole } from '../facets/text.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/**
 * In a text that also tells something, one changed word barely moves the vector and may turn the answer: "opens at 9" / "opens
 * after 9", "must sign" / "may sign". Its words have to be the same, in the same order; only courtesy and punctuation may differ.
 */
export class LongGuard extends Guard {
  readonly name = 'long';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    if (!tellsSomething(asked) && !tellsSomething(stored)) return false;
    return wordsOf(asked) !== wordsOf(stored);
  }
}

function wordsOf(question: ParsedQuestion): string {
  return (normalWhole(question).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ');
}
