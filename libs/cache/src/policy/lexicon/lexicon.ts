import { Aliases } from './aliases.js';
import { EnglishVocabulary } from './english-vocabulary.js';
import { extendFiles } from './extend-files.js';
import { ForeignWords } from './foreign-words.js';
import { Gazetteer } from './gazetteer.js';
import { BUILT_IN_FILES, type LexiconFiles, type Words, type WordTable } from './lexicon-files.js';
import { measuresIn, type Measure } from './measures.js';
import { Opposites } from './opposites.js';
import { anyOf, invert } from './phrases.js';
import { Synonyms } from './synonyms.js';
import { stemOf } from '../text/stem.js';

/** The word lists, made ready for looking up. */
export class Lexicon {
  /** English, as shipped. */
  static readonly builtIn = new Lexicon(BUILT_IN_FILES);

  readonly aliases: Aliases;
  readonly opposites: Opposites;
  readonly gazetteer: Gazetteer;
  /** Unit word to what it measures. */
  readonly measures: ReadonlyMap<string, Measure>;
  /** Unit word as spoken without a number to its unit. */
  readonly spokenUnits: ReadonlyMap<string, string>;
  /** Pronoun to kind: he, she, they, first, second. */
  readonly pronouns: ReadonlyMap<string, string>;
  /** Scope word to kind: all, one, some, only. */
  readonly scopes: ReadonlyMap<string, string>;
  /** Stem to the group of things that exclude each other: intern and manager, red and blue. A word may be in several. */
  readonly contrasts: ReadonlyMap<string, readonly string[]>;
  readonly synonyms: Synonyms;
  /** Words that mean the same without their accents: café. */
  readonly accented: ReadonlySet<string>;
  readonly stopWords: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
  readonly formats: ReadonlySet<string>;
  readonly instructions: ReadonlySet<string>;
  /** Words that mean something else in capitals (US, IT) or with one capital (Polish, May). */
  readonly acronyms: ReadonlySet<string>;
  readonly capitalisedNames: ReadonlySet<string>;
  readonly english: EnglishVocabulary;
  readonly foreign: ForeignWords;
  /** Names that mean the same in lower case (Berlin, Microsoft, PDF). */
  readonly plainNames: ReadonlySet<string>;
  readonly patterns: LexiconPatterns;
  private readonly irregularForms: ReadonlyMap<string, string>;

  constructor(files: LexiconFiles) {
    this.aliases = new Aliases(files.aliases);
    this.opposites = new Opposites(files.opposites);
    this.gazetteer = new Gazetteer(files.places);
    this.measures = measuresIn(files.units.measures);
    this.spokenUnits = invert(files.units.spoken);
    this.pronouns = invert(files.pronouns.kinds);
    this.scopes = invert(files.scopes.kinds);
    this.accented = new Set(files.accents.words);
    this.stopWords = new Set(files['stop-words'].words);
    this.negations = new Set(files.negations.words);
    this.formats = new Set(files.formats.words);
    this.instructions = new Set(files.instructions.verbs);
    this.acronyms = new Set(files['case-words'].acronyms);
    this.capitalisedNames = new Set(files['case-words'].names);
    this.foreign = new ForeignWords(files.languages.words);
    this.english = new EnglishVocabulary(files, this.foreign);
    this.plainNames = new Set(this.plainNamesIn(files['case-words'].plain));
    this.patterns = patternsOf(files);
    this.irregularForms = invert(files['irregular-forms'].forms);
    this.contrasts = groupsByStem(files.contrasts.groups);
    this.synonyms = new Synonyms(files.synonyms.groups, (word) => this.stem(word));
  }

  private plainNamesIn(words: Words): string[] {
    return [...words, ...this.gazetteer.names()].filter((name) => !this.capitalisedNames.has(name));
  }

  /** What the forms of one word have in common: bought and buying are buy. */
  stem(word: string): string {
    return stemOf(this.irregularForms.get(word) ?? word);
  }

  /** @param folder word files that add to the built-in ones; none = English as shipped. */
  static load(folder?: string): Lexicon {
    return folder ? new Lexicon(extendFiles(BUILT_IN_FILES, folder)) : Lexicon.builtIn;
  }
}

function groupsByStem(groups: WordTable): ReadonlyMap<string, readonly string[]> {
  const byStem = new Map<string, string[]>();
  for (const [group, words] of Object.entries(groups)) {
    for (const stem of words.map(stemOf)) byStem.set(stem, [...(byStem.get(stem) ?? []), group]);
  }
  return byStem;
}

export interface LexiconPatterns {
  /** One greeting or request phrase right at `lastIndex`. */
  readonly opening: RegExp;
  /** Thanks and the like up to the end. */
  readonly closing: RegExp;
  /** Negation words that negate nothing: `not only`. */
  readonly neutral: RegExp;
  /** Phrases that say what form the answer takes. */
  readonly format: RegExp;
}

function patternsOf({ politeness, negations, formats }: LexiconFiles): LexiconPatterns {
  const gap = '[\\s,.!?:;-]*';
  return {
    opening: new RegExp(`${anyOf(politeness.openings)}[\\s,.!:;?-]*`, 'iuy'),
    closing: new RegExp(`(?:${gap}${anyOf(politeness.closings)})+${gap}$`, 'iu'),
    neutral: new RegExp(anyOf(negations.neutral), 'gu'),
    format: new RegExp(anyOf(formats.phrases), 'gu'),
  };
}
