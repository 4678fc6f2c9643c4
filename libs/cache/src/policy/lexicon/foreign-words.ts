import { withoutMarks } from '../text/marks.js';
import type { WordTable } from './lexicon-files.js';

const NONE: readonly string[] = [];

/** The commonest words of languages other than English, found with and without their accents. */
export class ForeignWords {
  private readonly languages = new Map<string, string[]>();

  constructor(words: WordTable) {
    for (const [code, common] of Object.entries(words)) {
      if (code === 'en') continue;
      for (const form of new Set(common.flatMap((word) => [word, withoutMarks(word)]))) this.add(form, code);
    }
  }

  /** @param word in lower case. */
  has(word: string): boolean {
    return this.languagesWith(word).length > 0;
  }

  /** Codes of the languages in which the word is common. */
  languagesWith(word: string): readonly string[] {
    return this.languages.get(word) ?? this.languages.get(withoutMarks(word)) ?? NONE;
  }

  private add(word: string, code: string): void {
    const known = this.languages.get(word);
    if (known) known.push(code);
    else this.languages.set(word, [code]);
  }
}
