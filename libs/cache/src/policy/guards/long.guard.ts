import { tellsSomething } from '../facets/size.facet.js';
import { unexplainedOf } from '../facets/unexplained.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** In a text that also tells something, one changed word barely moves the vector and may turn the answer: none may differ. */
export class LongGuard extends Guard {
  readonly name = 'long';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    if (!tellsSomething(asked) && !tellsSomething(stored)) return false;
    const { one, other } = unexplainedOf(asked, stored);
    return one.length + other.length > 0;
  }
}
