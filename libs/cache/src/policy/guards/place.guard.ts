import { placesOf } from '../facets/places.facet.js';
import { sameSet } from './sets.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Countries, regions, cities, however they are capitalised. */
export class PlaceGuard extends Guard {
  readonly name = 'place';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return !sameSet(placesOf(asked), placesOf(stored));
  }
}
