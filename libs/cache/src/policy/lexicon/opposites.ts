import { stemOf } from '../text/stem.js';
import type { LexiconFiles } from './lexicon-files.js';

/** Below this length a prefix says nothing: `is` / `dis`. */
const SHORTEST_ROOT = 4;
const SHORTEST_SHARED = 3;

/** Knows which words turn a meaning round: enable / disable, paid / unpaid, upload / download. */
export class Opposites {
  private readonly pairs = new Map<string, Set<string>>();
  private readonly prefixes: readonly string[];
  private readonly prefixPairs: readonly (readonly [string, string])[];

  constructor(files: LexiconFiles['opposites']) {
    for (const [word, others] of Object.entries(files.opposites)) {
      for (const other of others) this.add(word, other);
    }
    this.prefixes = files.negatingPrefixes;
    this.prefixPairs = Object.entries(files.opposedPrefixes).flatMap(([one, others]) =>
      others.map((other) => [one, other] as const),
    );
  }

  has(one: string, other: string): boolean {
    if (this.pairs.get(one)?.has(other)) return true;
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    return this.negated(short, long) || this.prefixPairs.some((pair) => sharesRoot(pair, one, other));
  }

  private negated(short: string, long: string): boolean {
    return (
      short.length >= SHORTEST_ROOT &&
      long.endsWith(short) &&
      this.prefixes.includes(long.slice(0, long.length - short.length))
    );
  }

  private add(word: string, other: string): void {
    for (const form of [(text: string) => text, stemOf]) {
      this.link(form(word), form(other));
      this.link(form(other), form(word));
    }
  }

  private link(from: string, to: string): void {
    if (from === to) return;
    const known = this.pairs.get(from) ?? new Set();
    this.pairs.set(from, known.add(to));
  }
}

function sharesRoot([first, second]: readonly [string, string], one: string, other: string): boolean {
  return rootsMeet(first, second, one, other) || rootsMeet(second, first, one, other);
}

function rootsMeet(first: string, second: string, one: string, other: string): boolean {
  if (!one.startsWith(first) || !other.startsWith(second)) return false;
  const root = one.slice(first.length);
  return root.length >= SHORTEST_SHARED && root === other.slice(second.length);
}
