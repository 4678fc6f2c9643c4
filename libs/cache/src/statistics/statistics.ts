import type { Clock, Signals } from '@app/core';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { Place } from '../ports/source-registry.port.js';
import type { Counts, StatsRow, StatsStore } from '../ports/stats-store.port.js';
import type { Tier } from '../tiers/tier.js';
import { addCounts, dayOf } from './counts.js';

/** What one answered request adds to the sums. */
export type Tally =
  { readonly tier: Tier; readonly tokensSaved: number; readonly costSavedUsd: number } | 'miss';

/** A row that is still being added to. */
type Sums = { -readonly [Column in keyof StatsRow]: StatsRow[Column] };

const NOTHING: Counts = {
  hits_exact: 0,
  hits_canonical: 0,
  hits_semantic: 0,
  misses: 0,
  tokens_saved: 0,
  cost_saved_usd: 0,
};

/** Sums per tenant, namespace and UTC day: kept in process, flushed now and then, so that a request costs no write. */
export class Statistics {
  private unsaved = new Map<string, Sums>();

  constructor(
    private readonly store: StatsStore,
    private readonly entries: EntryStore,
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {}

  record({ tenant, namespace }: Place, tally: Tally): void {
    const place = { tenant, namespace, day: dayOf(this.clock.now()) };
    const name = nameOf(place);
    const row = this.unsaved.get(name) ?? { ...place, ...NOTHING };
    this.unsaved.set(name, row);
    add(row, tally);
  }

  /** Own tenant only: sums up to this moment, and live entries by namespace. */
  async read(tenant: string): Promise<{ rows: StatsRow[]; entries: Record<string, number> }> {
    await this.flush();
    const [rows, entries] = await Promise.all([
      this.store.read(tenant),
      this.entries.countByNamespace(tenant),
    ]);
    return { rows, entries };
  }

  /** What could not be saved is kept for the next flush. */
  async flush(): Promise<void> {
    const rows = [...this.unsaved.values()];
    if (rows.length === 0) return;
    this.unsaved = new Map();
    await this.store.add(rows).catch(() => this.putBack(rows));
  }

  private putBack(rows: readonly StatsRow[]): void {
    this.signals.count('fail_open', 'stats.add');
    for (const row of rows) {
      const name = nameOf(row);
      const newer = this.unsaved.get(name);
      this.unsaved.set(name, newer ? { ...row, ...addCounts(row, newer) } : row);
    }
  }
}

/** None of the three has a space in it. */
function nameOf({ tenant, namespace, day }: Pick<StatsRow, 'tenant' | 'namespace' | 'day'>): string {
  return `${day} ${tenant} ${namespace}`;
}

/** In place: this is on every answer's path. */
function add(counts: Sums, tally: Tally): void {
  if (tally === 'miss') {
    counts.misses += 1;
    return;
  }
  counts[`hits_${tally.tier}`] += 1;
  counts.tokens_saved += tally.tokensSaved;
  counts.cost_saved_usd += tally.costSavedUsd;
}
