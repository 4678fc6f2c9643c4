import { pronounsOf } from '../facets/pronouns.facet.js';
import { wordSetOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';
import { clash } from './sets.js';

/** Who is meant: he / she, his / my. "I" and "you" as subjects may both mean anyone: "how do I" is "how do you". */
export class PronounGuard extends Guard {
  readonly name = 'pronoun';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const generic = isGeneric(asked) || isGeneric(stored);
    return clash(personsOf(asked, generic), personsOf(stored, generic));
  }
}

function personsOf(question: ParsedQuestion, generic: boolean): ReadonlySet<string> {
  return new Set([...pronounsOf(question)].map((kind) => (generic && kind === 'second' ? 'first' : kind)));
}

function isGeneric(question: ParsedQuestion): boolean {
  return ['i', 'we', 'you', 'one'].some((word) => wordSetOf(question).has(word));
}
