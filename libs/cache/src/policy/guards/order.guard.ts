import { exchangedOf } from '../facets/exchange.facet.js';
import { flipsOf } from '../facets/flips.facet.js';
import { rolesOf, type Role } from '../facets/roles.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** "Between A and B" goes from A to B when the other text says from where to where. */
const OPPOSED: Partial<Record<Role, readonly Role[]>> = {
  source: ['destination', 'between-second'],
  destination: ['source', 'between-first'],
  'between-first': ['destination'],
  'between-second': ['source'],
  before: ['after'],
  after: ['before'],
};

/** Who does what to whom, and from where to where. */
export class OrderGuard extends Guard {
  readonly name = 'order';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return rolesClash(asked, stored) || (exchangedOf(asked, stored) && flipsOf(asked, stored) !== 1);
  }
}

/** A word that stands after "from" here and after "to" there. */
function rolesClash(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
  const roles = rolesOf(stored);
  return [...rolesOf(asked)].some(([word, here]) => {
    const there = roles.get(word);
    if (!there || here.size !== 1 || there.size !== 1) return false;
    return OPPOSED[[...here][0]!]?.includes([...there][0]!) ?? false;
  });
}
