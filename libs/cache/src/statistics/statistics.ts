import type { Clock, Signals } from '@app/core';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { NamespaceRef } from '../ports/source-registry.port.js';
import type { StatsBatch, StatsRow, StatsStore } from '../ports/stats-store.port.js';
import { dayOf } from './counts.js';
import { type Tally, UnsavedCounts } from './unsaved.counts.js';

/** What is known of a tenant's memory. */
export interface Sums {
  readonly rows: readonly StatsRow[];
  readonly entries: Readonly<Record<string, number>>;
}

/** Sums per tenant, namespace and UTC day: kept in process, flushed now and then, so that a request costs no write. */
export class Statistics {
  private readonly unsaved = new UnsavedCounts();
  private flushed: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: StatsStore,
    private readonly entries: EntryStore,
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {}

  record({ tenant, namespace }: NamespaceRef, tally: Tally): void {
    this.unsaved.add({ tenant, namespace, day: dayOf(this.clock.now()) }, tally);
  }

  /** Own tenant only: sums up to this moment, and live entries by namespace. @param namespace this one alone. */
  async read(tenant: string, namespace?: string): Promise<Sums> {
    await this.flush();
    const [rows, entries] = await Promise.all([
      this.store.read(tenant),
      this.entries.countByNamespace(tenant),
    ]);
    return namespace === undefined ? { rows, entries } : of(namespace, { rows, entries });
  }

  /** Counts that the store has not confirmed are handed to it again with the next flush. Flushes run one after another. */
  flush(): Promise<void> {
    this.flushed = this.flushed.then(() => this.save());
    return this.flushed;
  }

  /** Twice where counts had to wait for a batch that was in doubt. */
  private async save(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) {
      const batches = this.unsaved.batches();
      if (batches.length === 0) return;
      const unconfirmed = await this.store.add(batches).catch((): readonly StatsBatch[] => batches);
      this.unsaved.settle(unconfirmed);
      if (unconfirmed.length === 0) continue;
      this.signals.count('fail_open', 'stats.add');
      return;
    }
  }
}

function of(namespace: string, { rows, entries }: Sums): Sums {
  const own = Object.entries(entries).filter(([name]) => name === namespace);
  return { rows: rows.filter((row) => row.namespace === namespace), entries: Object.fromEntries(own) };
}
