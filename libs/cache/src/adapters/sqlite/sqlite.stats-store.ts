import type { Clock } from '@app/core';
import type { StatementSyncInstance } from '@photostructure/sqlite';
import { StatsStore, type StatsBatch, type StatsRow } from '../../ports/stats-store.port.js';
import { oldestDay } from '../../statistics/counts.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { pingWritable } from './sqlite.write-probe.js';

const SUMS = [
  'hits_exact',
  'hits_canonical',
  'hits_semantic',
  'misses',
  'tokens_saved',
  'cost_saved_usd',
] as const;

/** Sums in a SQLite file that several processes may share. */
export class SqliteStatsStore extends StatsStore {
  private readonly addRow: StatementSyncInstance;
  private readonly deleteOld: StatementSyncInstance;
  private readonly select: StatementSyncInstance;
  private closed = false;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly clock: Clock,
  ) {
    super();
    database.acquire();
    const additions = SUMS.map((name) => `${name} = ${name} + excluded.${name}`).join(', ');
    this.addRow = database.prepare(`INSERT INTO stat (tenant, namespace, day, ${SUMS.join(', ')})
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET ${additions}`);
    this.deleteOld = database.prepare('DELETE FROM stat WHERE day < ?');
    this.select = database.prepare('SELECT * FROM stat WHERE tenant = ? ORDER BY day DESC, namespace');
  }

  /** One transaction: a rejection means that nothing was added. */
  async add(batches: readonly StatsBatch[]): Promise<readonly StatsBatch[]> {
    await this.database.write(() => {
      for (const row of batches.flatMap(({ rows }) => rows))
        this.addRow.run(row.tenant, row.namespace, row.day, ...SUMS.map((name) => row[name]));
      this.deleteOld.run(oldestDay(this.clock.now()));
    });
    return [];
  }

  async read(tenant: string): Promise<StatsRow[]> {
    return (this.select.all(tenant) as unknown as StatsRow[]).map((row) => ({ ...row }));
  }

  async ping(): Promise<void> {
    this.select.all('');
    await pingWritable(this.database);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.database.release();
  }
}
