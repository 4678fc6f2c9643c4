import { accentsOf } from '../facets/accents.facet.js';
import { sameSet } from './sets.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Accents that make another word: résumé / resume, pâté / pate. The embedder strips them; café / cafe is listed as one word. */
export class AccentGuard extends Guard {
  readonly name = 'accent';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const there = accentsOf(stored);
    return [...accentsOf(asked)].some(([base, written]) => {
      const other = there.get(base);
      return other !== undefined && !sameSet(written, other);
    });
  }
}
