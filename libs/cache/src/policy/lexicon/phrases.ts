import type { WordTable } from './lexicon-files.js';

/** Source of an expression that matches any of these literal phrases where no word is cut, the longest first. */
export function anyOf(phrases: Iterable<string>): string {
  const sources = [...phrases].sort((one, other) => other.length - one.length).map(literal);
  return sources.length === 0 ? '(?!)' : `(?<!\\w)(?:${sources.join('|')})(?!\\w)`;
}

function literal(phrase: string): string {
  return phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Word to the name of the list that holds it. */
export function invert(table: WordTable): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([name, words]) => words.map((word) => [word, name] as const)),
  );
}
