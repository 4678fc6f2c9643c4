import { isBareQuestion } from '../prompt/bare-question.js';
import { facet } from '../question/facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { PASS, type Verdict } from '../verdict.js';
import { PolicyStep } from './policy-step.js';

const standsAlone = facet(({ text }) => isBareQuestion(text));

/** Only a question that stands alone is compared by meaning; in a longer text a changed word barely moves the vector. */
export class QuestionStep extends PolicyStep {
  override ofQuestion(question: ParsedQuestion): Verdict {
    return standsAlone(question) ? PASS : { pass: false, reason: 'not-a-question' };
  }
}
