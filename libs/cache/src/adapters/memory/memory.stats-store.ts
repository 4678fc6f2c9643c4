import type { Clock } from '@app/core';
import { addCounts, oldestDay } from '../../statistics/counts.js';
import { StatsStore, type StatsBatch, type StatsRow } from '../../ports/stats-store.port.js';

/** Sums in this process alone. */
export class MemoryStatsStore extends StatsStore {
  private rows: readonly StatsRow[] = [];

  constructor(private readonly clock: Clock) {
    super();
  }

  async add(batches: readonly StatsBatch[]): Promise<readonly StatsBatch[]> {
    for (const row of batches.flatMap(({ rows }) => rows)) this.addRow(row);
    const oldest = oldestDay(this.clock.now());
    this.rows = this.rows.filter(({ day }) => day >= oldest);
    return [];
  }

  async read(tenant: string): Promise<StatsRow[]> {
    return this.rows.filter((row) => row.tenant === tenant).sort(byDayThenNamespace);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  private addRow(row: StatsRow): void {
    const known = this.rows.find((other) => isSamePlace(row, other));
    if (!known) this.rows = [...this.rows, row];
    else
      this.rows = this.rows.map((other) => (other === known ? { ...row, ...addCounts(known, row) } : other));
  }
}

function isSamePlace(one: StatsRow, other: StatsRow): boolean {
  return one.tenant === other.tenant && one.namespace === other.namespace && one.day === other.day;
}

function byDayThenNamespace(one: StatsRow, other: StatsRow): number {
  if (one.day !== other.day) return one.day < other.day ? 1 : -1;
  return one.namespace < other.namespace ? -1 : 1;
}
