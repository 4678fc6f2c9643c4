import { tenseOf, usedToOf } from '../facets/tense.facet.js';
import { wordsOf } from '../facets/words.facet.js';
import { questionTypeOf } from '../facets/question-type.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

const MODALS = /^(?:can|should|must|may|could)$/;

/** What was, is and will be. */
export class TenseGuard extends Guard {
  readonly name = 'tense';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    if (usedToOf(asked) !== usedToOf(stored)) return true;
    const tenses = [tenseOf(asked), tenseOf(stored)];
    const past = tenses.includes('past') || tenses.includes('perfect');
    if (past && tenses.includes('future')) return true;
    const yesNo = [asked, stored].every((question) => questionTypeOf(question) === 'yesno');
    return yesNo && ((past && tenses.includes('present')) || modalAgainstPast(asked, stored));
  }
}

/** "Should we refund" / "Did we refund". */
function modalAgainstPast(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
  const first = [asked, stored].map((question) => wordsOf(question)[0]?.text ?? '');
  return first.includes('did') && first.some((word) => MODALS.test(word));
}
