import { foldedText } from '../facets/text.facet.js';
import { facet } from '../question/facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

const WORD = /\p{L}+/gu;

/** Words that capitals turn into others: US / us, IT / it, Polish / polish. The embedder doesn't see capitals. */
export class CaseGuard extends Guard {
  readonly name = 'case';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return turns(asked, stored) || turns(stored, asked);
  }
}

/** Telling words by how they are written. */
interface TellingWords {
  readonly small: ReadonlySet<string>;
  /** US, IT */
  readonly acronyms: ReadonlySet<string>;
  /** Polish, May; the first word of a text has its capital from the sentence. */
  readonly names: ReadonlySet<string>;
}

/** What one side writes only with capitals stands only without on the other. A writer without any capital means either. */
function turns(one: ParsedQuestion, other: ParsedQuestion): boolean {
  const [here, there] = [tellingWordsOf(one), tellingWordsOf(other)];
  const onlySmall = (form: 'acronyms' | 'names') => (word: string) =>
    there.small.has(word) && !there[form].has(word) && !here.small.has(word);
  if ([...here.acronyms].some(onlySmall('acronyms'))) return true;
  return /\p{Lu}/u.test(foldedText(other)) && [...here.names].some(onlySmall('names'));
}

const tellingWordsOf = facet(({ text, lexicon }): TellingWords => {
  const shouted = !/\p{Ll}/u.test(text);
  const words = (shouted ? '' : text).match(WORD) ?? [];
  const capitals = words.filter((word) => word.length > 1 && word === word.toUpperCase()).map(lower);
  const capitalised = words.filter((word, index) => index > 0 && /^\p{Lu}\p{Ll}+$/u.test(word)).map(lower);
  return {
    small: new Set(words.filter((word) => word === word.toLowerCase())),
    acronyms: new Set(capitals.filter((word) => lexicon.acronyms.has(word))),
    names: new Set(capitalised.filter((word) => lexicon.capitalisedNames.has(word))),
  };
});

function lower(word: string): string {
  return word.toLowerCase();
}
