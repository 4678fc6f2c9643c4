import { questionTypeOf, type QuestionType } from '../facets/question-type.facet.js';
import { wordSetOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Types that never ask the same; what stands in no list goes with everything. */
const CLASHES: Partial<Record<QuestionType, readonly QuestionType[]>> = {
  who: ['when', 'where', 'why', 'count', 'time', 'cost', 'how'],
  when: ['where', 'why', 'count', 'cost', 'how'],
  where: ['why', 'count', 'time', 'cost', 'how'],
  why: ['what', 'count', 'time', 'cost', 'how'],
  count: ['time', 'how', 'often'],
  time: ['cost', 'how', 'often'],
  cost: ['how'],
  often: ['how'],
  yesno: ['who', 'when', 'where', 'why', 'count', 'time', 'cost', 'howis', 'measure'],
  measure: ['why', 'who', 'where', 'how'],
  define: ['how', 'why', 'where', 'who', 'when', 'count', 'cost'],
  howis: ['who', 'where', 'when', 'count', 'cost'],
};

/** What is asked for: who, when, where, why, how many. */
export class QuestionTypeGuard extends Guard {
  readonly name = 'qtype';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const [one, other] = [questionTypeOf(asked), questionTypeOf(stored)];
    return (
      clashes(one, other) || clashes(other, one) || asksWhyToo(asked, stored) || asksWhyToo(stored, asked)
    );
  }
}

/** "Who was it?" / "Who was it, and why?" */
function asksWhyToo(one: ParsedQuestion, other: ParsedQuestion): boolean {
  return wordSetOf(one).has('why') && !wordSetOf(other).has('why') && questionTypeOf(other) !== 'why';
}

function clashes(one: QuestionType, other: QuestionType): boolean {
  return CLASHES[one]?.includes(other) ?? false;
}
