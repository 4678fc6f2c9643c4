import accents from '../data/accents.json';
import aliases from '../data/aliases.json';
import caseWords from '../data/case-words.json';
import contrasts from '../data/contrasts.json';
import english from '../data/english.json';
import formats from '../data/formats.json';
import instructions from '../data/instructions.json';
import irregularForms from '../data/irregular-forms.json';
import languages from '../data/languages.json';
import negations from '../data/negations.json';
import opposites from '../data/opposites.json';
import places from '../data/places.json';
import politeness from '../data/politeness.json';
import pronouns from '../data/pronouns.json';
import scopes from '../data/scopes.json';
import stopWords from '../data/stop-words.json';
import synonyms from '../data/synonyms.json';
import units from '../data/units.json';

export type Words = readonly string[];
/** Lists of words under a name. */
export type WordTable = Readonly<Record<string, Words>>;
/** The content of a word file: every field is a list of words or a table of such lists. */
export type WordFile = Readonly<Record<string, Words | WordTable>>;

/** The word files by name; an operator's folder may hold files of the same names that add to them. */
export interface LexiconFiles {
  readonly accents: { readonly words: Words };
  readonly aliases: { readonly phrases: WordTable; readonly acronyms: WordTable };
  readonly 'case-words': { readonly acronyms: Words; readonly names: Words; readonly plain: Words };
  readonly contrasts: { readonly groups: WordTable };
  readonly english: { readonly signs: Words; readonly shared: Words; readonly products: Words };
  readonly formats: { readonly words: Words; readonly phrases: Words };
  readonly instructions: { readonly verbs: Words };
  readonly 'irregular-forms': { readonly forms: WordTable };
  /** Keys of `words` are ISO 639-1 codes, `ru-Latn` for a language in Latin letters; those of `en` are words that the English list lacks. */
  readonly languages: { readonly words: WordTable };
  readonly negations: { readonly words: Words; readonly neutral: Words };
  readonly opposites: {
    readonly opposites: WordTable;
    readonly negatingPrefixes: Words;
    readonly opposedPrefixes: WordTable;
  };
  readonly places: { readonly countries: WordTable; readonly regions: Words; readonly cities: Words };
  readonly politeness: { readonly openings: Words; readonly closings: Words };
  readonly pronouns: { readonly kinds: WordTable };
  readonly scopes: { readonly kinds: WordTable };
  readonly 'stop-words': { readonly words: Words };
  readonly synonyms: { readonly groups: WordTable };
  /** Keys of `measures` are a factor and a base unit: `"60 s": ["minute"]`. */
  readonly units: { readonly measures: WordTable; readonly spoken: WordTable };
}

/** The word lists that ship with the policy: English. */
export const BUILT_IN_FILES: LexiconFiles = {
  accents,
  aliases,
  'case-words': caseWords,
  contrasts,
  english,
  formats,
  instructions,
  'irregular-forms': irregularForms,
  languages,
  negations,
  opposites,
  places,
  politeness,
  pronouns,
  scopes,
  'stop-words': stopWords,
  synonyms,
  units,
};
