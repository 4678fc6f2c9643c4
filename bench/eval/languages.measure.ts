import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReusePolicy, type Verdict } from '@app/cache';
import ownQuestions from './language-questions.json';

/** Texts of one source, and those that the semantic tier is wrong to look at or to pass by. */
export interface LanguageFigures {
  readonly source: string;
  readonly english: boolean;
  readonly texts: number;
  /** Those on the wrong side: English that is lost, or another language that is taken for English. */
  readonly wrong: readonly string[];
}

interface Source {
  readonly source: string;
  readonly english: boolean;
  readonly texts: readonly string[];
}

/** Pairs across languages: `lang` says which two, as in `en-fr`. */
const ACROSS_LANGUAGES = 'pairs_xling_dev.jsonl';
const ENGLISH_FILE = /^(?:stream_.+|adversarial|pairs|pairs_answerclass)_dev\.jsonl$/;

/**
 * How many English texts are lost, and how many in other languages pass, where the embedder knows English only: our own short
 * questions in more than 90 languages and ways of writing, and the files of `folder`.
 */
export function measureLanguages(folder: string): LanguageFigures[] {
  const policy = ReusePolicy.create({ languages: ['en'] });
  return [...ownSources(), ...sourcesIn(folder)].map(({ source, english, texts }) => {
    const wrong = texts.filter((text) => isWrong(policy.eligible(text), english));
    return { source, english, texts: texts.length, wrong };
  });
}

/** English that was refused for its language, or another language that was not refused at all. */
function isWrong(verdict: Verdict, english: boolean): boolean {
  return english ? !verdict.pass && verdict.reason === 'language' : verdict.pass;
}

/** The files that would be measured and are not in `folder`. */
export function absentFrom(folder: string): string[] {
  const present = existsSync(folder) ? readdirSync(folder) : [];
  const missing = present.some((name) => ENGLISH_FILE.test(name)) ? [] : ['stream_<name>_dev.jsonl'];
  return present.includes(ACROSS_LANGUAGES) ? missing : [...missing, ACROSS_LANGUAGES];
}

function ownSources(): Source[] {
  const foreign = Object.entries(ownQuestions.foreign);
  return [
    ...foreign.map(([code, texts]) => ({ source: `own ${code}`, english: false, texts })),
    { source: 'own en', english: true, texts: ownQuestions.english },
  ];
}

function sourcesIn(folder: string): Source[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const english = names
    .filter((name) => ENGLISH_FILE.test(name))
    .map((name) => ({
      source: name,
      english: true,
      texts: distinct(rowsOf(folder, name).flatMap(englishIn)),
    }));
  return names.includes(ACROSS_LANGUAGES) ? [...english, ...acrossLanguages(folder)] : english;
}

function acrossLanguages(folder: string): Source[] {
  const byLanguage = new Map<string, string[]>();
  for (const { a, b, lang } of rowsOf(folder, ACROSS_LANGUAGES)) {
    const [ofA = '', ofB = ''] = String(lang).split('-');
    byLanguage.set(ofA, [...(byLanguage.get(ofA) ?? []), String(a)]);
    byLanguage.set(ofB, [...(byLanguage.get(ofB) ?? []), String(b)]);
  }
  return [...byLanguage].map(([code, texts]) => ({
    source: `${ACROSS_LANGUAGES} ${code}`,
    english: code === 'en',
    texts: distinct(texts),
  }));
}

function rowsOf(folder: string, name: string): Record<string, unknown>[] {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A row says its language where it may be another than English. */
function englishIn({ query, a, b, lang }: Record<string, unknown>): string[] {
  if (lang !== undefined && lang !== 'en') return [];
  return [query, a, b].filter((text) => typeof text === 'string');
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
