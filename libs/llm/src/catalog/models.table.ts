/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Of a prompt, read from the provider's prompt cache; absent = `CACHE_RATES` of `input`, as of the next two. */
  readonly cached_input?: number;
  /** Of a prompt, written to it for minutes. */
  readonly cache_write?: number;
  /** Of a prompt, written to it for an hour. */
  readonly cache_write_1h?: number;
}

/**
 * What a token costs that the provider's prompt cache has to do with, as a share of `input`, where a model names no price for it: as
 * Anthropic publishes for its models. OpenAI's of GPT-5 read at the same rate; older ones, at another, have prices of their own.
 */
export const CACHE_RATES = { cached_input: 0.1, cache_write: 1.25, cache_write_1h: 2 } as const;

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
