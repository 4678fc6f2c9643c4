import { differenceOf } from '../facets/difference.facet.js';
import { tellsSomething } from '../facets/size.facet.js';
import { unexplainedOf } from '../facets/unexplained.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/**
 * In a text that also tells something, one changed word barely moves the vector and may turn the answer: no word that carries
 * meaning may differ, nor one that says where or when.
 */
export class LongGuard extends Guard {
  readonly name = 'long';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    if (!tellsSomething(asked) && !tellsSomething(stored)) return false;
    const { one, other } = unexplainedOf(asked, stored);
    return one.length + other.length > 0 || relates(asked, stored);
  }
}

function relates(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
  const { one, other } = differenceOf(asked, stored);
  return [...one, ...other].some(({ text }) => asked.lexicon.relations.has(text));
}
