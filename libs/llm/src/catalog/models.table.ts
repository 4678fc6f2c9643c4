/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Prompt tokens read from the provider's prompt cache. Absent, as of the next two = `CACHE_RATES` of `input`. */
  readonly cached_input?: number;
  /** Prompt tokens written to it for minutes. */
  readonly cache_write?: number;
  /** Prompt tokens written to it for an hour. */
  readonly cache_write_1h?: number;
}

/**
 * Prices of the prompt cache as shares of `input`, for models that name no such price. Anthropic publishes these rates for its
 * models. GPT-5 of OpenAI reads at the same rate; older models, which differ, have prices of their own.
 */
export const CACHE_RATES = { cached_input: 0.1, cache_write: 1.25, cache_write_1h: 2 } as const;

/** The content of a models file. */
export interface ModelsTable {
  /** Provider's names of models, by the short names that callers may use. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly prices: ReadonlyMap<string, Price>;
}

/** Both tables in one. The second overrides the first. */
export function merged(first: ModelsTable, second: ModelsTable): ModelsTable {
  return {
    aliases: new Map([...first.aliases, ...second.aliases]),
    prices: new Map([...first.prices, ...second.prices]),
  };
}
