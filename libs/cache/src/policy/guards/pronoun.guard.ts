import { pronounsOf } from '../facets/pronouns.facet.js';
import { wordSetOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';
import { clash } from './sets.js';

/** Who is meant: he / she, his / my. "I" and "you" as subjects may both mean anyone: "how do I" is "how do you". */
export class PronounGuard extends Guard {
  readonly name = 'pronoun';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return clash(personsOf(asked), personsOf(stored));
  }
}

function personsOf(question: ParsedQuestion): ReadonlySet<string> {
  const words = wordSetOf(question);
  const generic = ['i', 'we', 'you'].some((word) => words.has(word));
  return new Set([...pronounsOf(question)].map((kind) => (generic && kind === 'second' ? 'first' : kind)));
}
