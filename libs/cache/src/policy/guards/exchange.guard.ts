import { unexplainedOf } from '../facets/unexplained.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** With more unmatched words than this on a side, the whole question is put in other words. */
const MOST_EXCHANGED = 2;

/** A word or two in the place of others of the same sort: home / car insurance, billing / delivery address. */
export class ExchangeGuard extends Guard {
  readonly name = 'exchange';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const { one, other } = unexplainedOf(asked, stored);
    return isFew(one.length) && isFew(other.length);
  }
}

function isFew(count: number): boolean {
  return count > 0 && count <= MOST_EXCHANGED;
}
