import { spellingsOf, type Spelling } from '../facets/spellings.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Small throughout, or but for the first letter. */
const ONLY_FIRST = /^\p{L}[\p{Ll}\p{M}\p{N}]*$/u;

/**
 * Words that capitals turn into others: US / us, Mb / MB, String / string, close all Windows / windows. The embedder doesn't
 * see capitals. A word counts that both texts have; where one has it at the beginning of a sentence, its capital says nothing.
 */
export class CaseGuard extends Guard {
  readonly name = 'case';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const there = spellingsOf(stored);
    return [...spellingsOf(asked)].some(([word, spelling]) => {
      const other = there.get(word);
      return (
        other !== undefined &&
        (misses(spelling, other) || misses(other, spelling) || changedPlaces(spelling, other))
      );
    });
  }
}

function misses({ forms }: Spelling, other: Spelling): boolean {
  return [...forms].some((form) => !other.forms.includes(form) && !mayStandFor(other, form));
}

/** "String or string" / "string or String" */
function changedPlaces(one: Spelling, other: Spelling): boolean {
  return (
    one.forms.length === other.forms.length && one.forms.some((form, index) => form !== other.forms[index])
  );
}

function mayStandFor({ free }: Spelling, form: string): boolean {
  return free === 'all' || (free === 'first-letter' && ONLY_FIRST.test(form));
}
