import { Counter, type Registry } from 'prom-client';

interface CounterSettings<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

const BETWEEN = '\n';

/**
 * A counter for the hot path. It adds to a plain map and sets the labels only when it is scraped, because prom-client hashes the
 * labels at every call, which costs fifteen times as much.
 */
export class DeferredCounter<Label extends string> {
  private readonly sums = new Map<string, number>();

  constructor({ labelNames, ...named }: CounterSettings<Label>, registry: Registry) {
    const { sums } = this;
    new Counter({
      ...{ ...named, labelNames: [...labelNames], registers: [registry] },
      collect() {
        this.reset();
        for (const [key, sum] of sums) this.inc(labelled(labelNames, key), sum);
      },
    });
  }

  /** @param values one per label, in the order of the names; they come from closed lists and have no line breaks. */
  add(values: readonly (string | number)[], amount = 1): void {
    const key = values.join(BETWEEN);
    this.sums.set(key, (this.sums.get(key) ?? 0) + amount);
  }
}

function labelled<Label extends string>(names: readonly Label[], key: string): Record<Label, string> {
  const values = key.split(BETWEEN);
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Record<Label, string>;
}
