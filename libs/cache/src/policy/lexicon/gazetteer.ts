import type { LexiconFiles } from './lexicon-files.js';

export interface Place {
  readonly name: string;
  readonly kind: 'country' | 'region' | 'city';
}

/** Names of countries (with their people), regions and cities, in lower case: few writers capitalise what they type. */
export class Gazetteer {
  private readonly places = new Map<string, Place>();
  private longest = 1;

  constructor({ countries, regions, cities }: LexiconFiles['places']) {
    for (const name of cities) this.add(name, { name, kind: 'city' });
    for (const name of regions) this.add(name, { name, kind: 'region' });
    for (const [name, people] of Object.entries(countries)) {
      for (const word of [name, ...people]) this.add(word, { name, kind: 'country' });
    }
  }

  /** The place whose name begins at a word, the longest first, and how many words it takes. */
  at(words: readonly string[], start: number): { place: Place; length: number } | undefined {
    for (let length = this.longest; length > 0; length--) {
      const place = this.places.get(words.slice(start, start + length).join(' '));
      if (place) return { place, length };
    }
    return undefined;
  }

  /** All of them that are one word, in lower case. */
  names(): string[] {
    return [...this.places.keys()].filter((name) => !name.includes(' '));
  }

  private add(words: string, place: Place): void {
    this.places.set(words, place);
    this.longest = Math.max(this.longest, words.split(' ').length);
  }
}
