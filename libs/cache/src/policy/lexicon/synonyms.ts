import type { WordTable } from './lexicon-files.js';

/** Words that say the same in a question: buy and purchase, start and begin. A word may be in several groups. */
export class Synonyms {
  private readonly groups = new Map<string, Set<string>>();

  /** @param table lists of words that may stand for each other, by any name. */
  constructor(table: WordTable, stem: (word: string) => string) {
    for (const [name, words] of Object.entries(table)) {
      for (const word of words) this.add(stem(word), name);
    }
  }

  /** @param one a stem. @param other a stem. */
  has(one: string, other: string): boolean {
    const others = this.groups.get(other);
    return others !== undefined && [...(this.groups.get(one) ?? [])].some((group) => others.has(group));
  }

  private add(stem: string, group: string): void {
    this.groups.set(stem, (this.groups.get(stem) ?? new Set()).add(group));
  }
}
