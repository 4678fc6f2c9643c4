import { scopesOf } from '../facets/scopes.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';
import { clash } from './sets.js';

/** How much of something is meant: all / some of the files, one user, most, any, both. Words on one side only may be style. */
export class ScopeGuard extends Guard {
  readonly name = 'scope';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const [one, other] = [scopesOf(asked), scopesOf(stored)];
    if (one.length === other.length) return one.some((kind, index) => kind !== other[index]);
    return clash(new Set(one), new Set(other));
  }
}
