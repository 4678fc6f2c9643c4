import { scopesOf } from '../facets/scopes.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';
import { clash } from './sets.js';

/** How much of something is meant: all users / one user, most / some. */
export class ScopeGuard extends Guard {
  readonly name = 'scope';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return clash(scopesOf(asked), scopesOf(stored));
  }
}
