import nameLists from '../data/english-names.json';
import { CommonEnglish } from './common-english.js';
import { isMadeOfEnglish, isMisspeltEnglish } from './english-formation.js';
import type { LexiconFiles } from './lexicon-files.js';

/**
 * How a word speaks for English:
 * - `sign`: no other language has it, and few English sentences do without (how, what, with, should)
 * - `plain`: an English word
 * - `product`: the name of a thing that people ask about in English (kubernetes, wifi)
 * - `shared`: English, but of two or three letters or in use elsewhere too (on, in, status, taxi)
 * - `both`: English, and as common in another language (die, come)
 * - `none`: a name, a rare word, or one formed of English ones
 * - `misspelt`: one slip of the fingers away from a common English word
 * - `unknown`: not in the word lists
 * - `foreign`: a common word of another language
 */
export type Evidence =
  'sign' | 'plain' | 'product' | 'shared' | 'both' | 'none' | 'misspelt' | 'unknown' | 'foreign';

const NAMES: ReadonlySet<string> = new Set(Object.values(nameLists).flatMap((names) => names.split(' ')));
/** Shorter words are found in many languages by chance. */
const SHORTEST_PLAIN = 4;
/** What English puts at the end of words: it's, don't, we're. */
const CONTRACTION = /(?:n't|'(?:m|re|ve|ll|d|s))$/;
const FULL_FORMS: ReadonlyMap<string, string> = new Map([
  ['ca', 'can'],
  ['wo', 'will'],
  ['sha', 'shall'],
]);

/** Knows English words from those of other languages. */
export class EnglishVocabulary {
  private readonly signs: ReadonlySet<string>;
  private readonly shared: ReadonlySet<string>;
  private readonly products: ReadonlySet<string>;
  private readonly added: ReadonlySet<string>;
  /** Read when the process starts, not at somebody's first question. */
  private readonly common = CommonEnglish.words;

  /** @param foreign common words of the other languages, with and without their accents. */
  constructor(
    files: LexiconFiles,
    private readonly foreign: { has(word: string): boolean },
  ) {
    this.signs = new Set(files.english.signs);
    this.shared = new Set(files.english.shared);
    this.products = new Set(files.english.products);
    this.added = new Set(files.languages.words['en']);
  }

  /** @param word in lower case, with straight apostrophes. */
  evidenceOf(word: string): Evidence {
    const base = word.replace(CONTRACTION, '');
    if (base !== word && !word.endsWith("'s") && this.isContracted(base)) return 'sign';
    if (this.signs.has(base)) return 'sign';
    if (this.added.has(base)) return 'plain';
    if (this.products.has(base)) return 'product';
    if (this.shared.has(base)) return 'shared';
    return this.evidenceOfContent(word, base);
  }

  private isContracted(base: string): boolean {
    return this.signs.has(base) || this.common.hasAmongCommonest(FULL_FORMS.get(base) ?? base);
  }

  private evidenceOfContent(word: string, base: string): Evidence {
    if (this.foreign.has(word) || this.foreign.has(base)) return this.evidenceOfForeign(base);
    if (this.common.has(base)) return base.length < SHORTEST_PLAIN ? 'shared' : 'plain';
    if (this.isNeutral(word, base)) return 'none';
    return isMisspeltEnglish(base) ? 'misspelt' : 'unknown';
  }

  private evidenceOfForeign(base: string): Evidence {
    if (this.common.hasAmongCommonest(base)) return 'both';
    return this.common.has(base) ? 'unknown' : 'foreign';
  }

  /** A possessive is English, whoever has it: grafana's. */
  private isNeutral(word: string, base: string): boolean {
    return word.endsWith("'s") || NAMES.has(base) || this.common.hasAmongRare(base) || isMadeOfEnglish(base);
  }
}
