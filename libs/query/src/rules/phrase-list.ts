import { isStem, lettersOf, phraseOf, standsAt, type Phrase } from './phrase.js';

/** Stems are indexed by their first letters; a shorter stem by all of its letters. */
const INDEXED_LETTERS = 3;

/**
 * Finds words and phrases in a text, in time linear in its length. Case, accents and punctuation do not count. `word*`
 * matches every word that begins so, `...` up to six words, `^` and `$` the beginning and the end of a sentence.
 */
export class PhraseList {
  private readonly byWord = new Map<string, Phrase[]>();
  private readonly byLetters = new Map<string, Phrase[]>();

  constructor(phrases: readonly string[]) {
    for (const phrase of phrases.map(phraseOf)) if (phrase.length > 0) this.add(phrase);
  }

  /** @param words of `wordsOf`. Loops, for the path of every request. */
  isIn(words: readonly string[]): boolean {
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      if (standsIn(this.byWord.get(word), words, at)) return true;
      if (standsIn(this.byLetters.get(word.slice(0, INDEXED_LETTERS)), words, at)) return true;
    }
    return false;
  }

  private add(phrase: Phrase): void {
    const first = phrase[0]!;
    const [table, key] = isStem(first)
      ? [this.byLetters, lettersOf(first).slice(0, INDEXED_LETTERS)]
      : [this.byWord, first];
    table.set(key, [...(table.get(key) ?? []), phrase]);
  }
}

function standsIn(phrases: readonly Phrase[] | undefined, words: readonly string[], at: number): boolean {
  if (phrases === undefined) return false;
  for (const phrase of phrases) if (standsAt(phrase, words, at)) return true;
  return false;
}
