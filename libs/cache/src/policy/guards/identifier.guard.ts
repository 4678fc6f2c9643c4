import { identifiersOf } from '../facets/identifiers.facet.js';
import { joinedText } from '../facets/text.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Ticket numbers, versions, paths, addresses, names of variables and files. */
export class IdentifierGuard extends Guard {
  readonly name = 'ident';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return misses(asked, stored) || misses(stored, asked);
  }
}

function misses(one: ParsedQuestion, other: ParsedQuestion): boolean {
  const known = identifiersOf(other);
  return [...identifiersOf(one)].some((identifier) => !known.has(identifier) && !isSplit(identifier, other));
}

/** macOS may be written mac OS; paths and numbers may not be split. */
function isSplit(identifier: string, other: ParsedQuestion): boolean {
  if (identifier.includes('/') || /\d.*\d|^\d+$/.test(identifier)) return false;
  return joinedText(other).includes(identifier.replace(/[^\p{L}\p{N}]+/gu, ''));
}
