import type { Usage } from '@app/core';
import { CACHE_RATES, type ModelsTable, type Price } from './models.table.js';

const PER_MILLION = 1_000_000;
/** `-2025-04-14` or `-20251001`: a dated release of the model before it. */
const RELEASE_DATE = /-\d{4}-?\d{2}-?\d{2}$/;
const OTHER = 'other';

/** Aliases and prices of models. */
export class ModelCatalog {
  private readonly known: ReadonlySet<string>;

  /** @param configured the models that the configuration names. They are known even without a price. */
  constructor(
    private readonly table: ModelsTable,
    configured: readonly string[] = [],
  ) {
    const { aliases, prices } = table;
    this.known = new Set([...aliases.keys(), ...aliases.values(), ...prices.keys(), ...configured]);
  }

  /** Resolves an alias to the provider's name of the model. Other names stay as they are. */
  resolve(nameOrAlias: string): string {
    return this.table.aliases.get(nameOrAlias) ?? nameOrAlias;
  }

  /** US dollars; undefined when the model has no price. A dated release without a price of its own has that of its model. */
  cost(model: string, usage: Usage): number | undefined {
    const name = this.resolve(model);
    const price = this.table.prices.get(name) ?? this.table.prices.get(undated(name));
    return price && (promptCost(usage, price) + usage.completion * price.output) / PER_MILLION;
  }

  /** The name for metrics and logs: the model or alias when it is known, else `other`. */
  label(model: string): string {
    if (this.known.has(model)) return model;
    return this.known.has(undated(model)) ? undated(model) : OTHER;
  }
}

function undated(model: string): string {
  return model.replace(RELEASE_DATE, '');
}

/** Tokens that the provider's prompt cache read or wrote have prices of their own. */
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
