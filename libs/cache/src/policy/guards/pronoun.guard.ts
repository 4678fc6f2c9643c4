import { personsOf, type Persons } from '../facets/pronouns.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Who is meant: he / she, his / my, we / they, however many others are named. "How do I" is "how do you". */
export class PronounGuard extends Guard {
  readonly name = 'pronoun';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const persons = [personsOf(asked), personsOf(stored)];
    const generic = new Set(persons.map(({ anyone }) => anyone)).size > 1 && persons.every(({ anyone }) => anyone);
    const [one, other] = persons.map((person) => (generic ? withAnyone(person) : person.counts));
    return exceeds(one!, other!) && exceeds(other!, one!);
  }
}

/** The counts with the person that may be anyone under that name. */
function withAnyone({ counts, anyone }: Persons): ReadonlyMap<string, number> {
  return new Map([...counts].map(([kind, count]) => [kind === anyone ? 'anyone' : kind, count]));
}

/** Whether one text uses some pronoun more often. */
function exceeds(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return [...one].some(([person, count]) => count > (other.get(person) ?? 0));
}
