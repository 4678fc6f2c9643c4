/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** What is known of models, as a models file holds it. */
export interface ModelsTable {
  /** Short names that callers may use, each for a model as its provider names it. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly prices: ReadonlyMap<string, Price>;
}

/** Both tables in one; where they differ the second counts. */
export function merged(first: ModelsTable, second: ModelsTable): ModelsTable {
  return {
    aliases: new Map([...first.aliases, ...second.aliases]),
    prices: new Map([...first.prices, ...second.prices]),
  };
}
