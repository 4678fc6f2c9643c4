import { contentDifferenceOf } from '../facets/difference.facet.js';
import type { Word } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Things of one kind that exclude each other: interns / managers, red / blue, Windows / Linux. */
export class ContrastGuard extends Guard {
  readonly name = 'contrast';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const { one, other } = contentDifferenceOf(asked, stored);
    const groups = new Set(other.flatMap((word) => groupsOf(word, stored)));
    return one.some((word) => groupsOf(word, asked).some((group) => groups.has(group)));
  }
}

function groupsOf({ stem }: Word, { lexicon }: ParsedQuestion): readonly string[] {
  return lexicon.contrasts.get(stem) ?? [];
}
