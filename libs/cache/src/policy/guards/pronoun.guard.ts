import { personsOf, type Persons } from '../facets/pronouns.facet.js';
import { wordsOf } from '../facets/words.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Who is meant: he / she, his / my, we / they, however many others are named. "How do I" is "how do you". */
export class PronounGuard extends Guard {
  readonly name = 'pronoun';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const generic = generics(asked, stored);
    const persons = [personsOf(asked), personsOf(stored)];
    const [one, other] = persons.map((person) => (generic ? withAnyone(person) : person.counts));
    return (exceeds(one!, other!) && exceeds(other!, one!)) || changedPlaces(asked, stored);
  }
}

/** Whether each speaks of anyone, and in another person. */
function generics(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
  const [one, other] = [personsOf(asked).anyone, personsOf(stored).anyone];
  return one !== undefined && other !== undefined && one !== other;
}

/** The same words, but for pronouns that stand for each other: "they ... we" / "we ... they". */
function changedPlaces(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
  const [one, other] = [wordsOf(asked), wordsOf(stored)];
  const { pronouns } = asked.lexicon;
  if (one.length !== other.length || generics(asked, stored)) return false;
  const changed = one.flatMap(({ text }, index) =>
    text === other[index]!.text ? [] : [[text, other[index]!.text]],
  );
  const kinds = changed.map((pair) => pair.map((word) => pronouns.get(word)));
  return (
    kinds.length > 0 &&
    kinds.every(([here, there]) => here && there) &&
    kinds.some(([here, there]) => here !== there)
  );
}

/** The counts with the person that may be anyone under that name. */
function withAnyone({ counts, anyone }: Persons): ReadonlyMap<string, number> {
  return new Map([...counts].map(([kind, count]) => [kind === anyone ? 'anyone' : kind, count]));
}

/** Whether one text uses some pronoun more often. */
function exceeds(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return [...one].some(([person, count]) => count > (other.get(person) ?? 0));
}
