import { SettingError } from '@app/core';
import type { WordTable } from './lexicon-files.js';

/** What a unit word stands for: so many of a base unit. */
export interface Measure {
  readonly factor: number;
  readonly base: string;
}

/** Reads the `measures` table, whose keys are a factor and a base unit: `"60 s"`. */
export function measuresIn(table: WordTable): ReadonlyMap<string, Measure> {
  return new Map(
    Object.entries(table).flatMap(([key, words]) => {
      const measure = measureOf(key);
      return words.map((word) => [word, measure] as const);
    }),
  );
}

function measureOf(key: string): Measure {
  const [factor = '', base] = key.split(' ');
  if (!base || !(Number(factor) > 0)) {
    throw new SettingError(
      `POLICY_DATA_DIR: units.json "measures.${key}" must be a factor and a base unit, as in "60 s".`,
    );
  }
  return { factor: Number(factor), base };
}
