import type { Usage } from '@app/core';
import { CACHE_RATES, type ModelsTable, type Price } from './models.table.js';

const PER_MILLION = 1_000_000;
/** `-2025-04-14` or `-20251001`: a dated release of the model before it. */
const RELEASE_DATE = /-\d{4}-?\d{2}-?\d{2}$/;
const OTHER = 'other';

/** What is known of models: their short names and their prices. */
export class ModelCatalog {
  private readonly known: ReadonlySet<string>;

  /** @param configured models that configuration names, known even without a price. */
  constructor(
    private readonly table: ModelsTable,
    configured: readonly string[] = [],
  ) {
    const { aliases, prices } = table;
    this.known = new Set([...aliases.keys(), ...aliases.values(), ...prices.keys(), ...configured]);
  }

  /** The model as its provider names it; a name that isn't an alias stands for itself. */
  resolve(nameOrAlias: string): string {
    return this.table.aliases.get(nameOrAlias) ?? nameOrAlias;
  }

  /** US dollars; `undefined` when the model has no price. A dated release costs what its model does unless it has a price. */
  cost(model: string, usage: Usage): number | undefined {
    const name = this.resolve(model);
    const price = this.table.prices.get(name) ?? this.table.prices.get(undated(name));
    return price && (promptCost(usage, price) + usage.completion * price.output) / PER_MILLION;
  }

  /** A name from a closed list for metrics and logs: the model or alias when it is known, else `other`. */
  label(model: string): string {
    if (this.known.has(model)) return model;
    return this.known.has(undated(model)) ? undated(model) : OTHER;
  }
}

function undated(model: string): string {
  return model.replace(RELEASE_DATE, '');
}

/** Each token of the prompt at its own price: what the provider's prompt cache read or wrote, and the rest. */
function promptCost({ prompt, promptCache }: Usage, price: Price): number {
  if (!promptCache) return prompt * price.input;
  const { read, written, writtenLong } = promptCache;
  const priced = (name: keyof typeof CACHE_RATES) => price[name] ?? price.input * CACHE_RATES[name];
  return (
    Math.max(0, prompt - read - written - writtenLong) * price.input +
    read * priced('cached_input') +
    written * priced('cache_write') +
    writtenLong * priced('cache_write_1h')
  );
}
