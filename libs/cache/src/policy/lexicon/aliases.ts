import type { LexiconFiles } from './lexicon-files.js';
import { anyOf, invert } from './phrases.js';

/** Writes the many names of a thing as one, so that two texts can be compared. */
export class Aliases {
  private readonly phrases: ReadonlyMap<string, string>;
  private readonly acronyms: ReadonlyMap<string, string>;
  private readonly anyPhrase: RegExp;
  private readonly anyAcronym: RegExp;

  constructor(files: LexiconFiles['aliases']) {
    this.phrases = invert(files.phrases);
    this.acronyms = invert(files.acronyms);
    this.anyPhrase = new RegExp(anyOf(this.phrases.keys()), 'g');
    this.anyAcronym = new RegExp(anyOf(this.acronyms.keys()), 'g');
  }

  /** Resolves acronyms that only their capitals tell from words, unless the whole text is in capitals: US, but not us. */
  resolveAcronyms(text: string): string {
    if (!/\p{Ll}/u.test(text)) return text;
    return text.replace(this.anyAcronym, (acronym) => this.acronyms.get(acronym) ?? acronym);
  }

  /** @param text in lower case. */
  resolvePhrases(text: string): string {
    return text.replace(this.anyPhrase, (phrase) => this.phrases.get(phrase) ?? phrase);
  }
}
