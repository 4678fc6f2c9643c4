import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { EntryFilter, OnRemoved, RemovedEntry } from '../../ports/entry-store.port.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { walksOf, type Cursor, type Walk } from './sqlite.entry-filter.js';
import type { EntryStatements, NamedRow, PlaceRow } from './sqlite.entry-statements.js';
import type { Slice } from '../slices.js';
import { inTransactions, whileTime } from './sqlite.housework.js';

/** Rows that one statement looks at: a small part of a slice, even when each lies on a page of its own. */
const PAGE = 32;

type WalkedRow = NamedRow & Cursor & { readonly named: 0 | 1 };

/** Deletes what a filter names, in short transactions, up to the newest row at the time of the call. */
export class SqliteEntryRemoval {
  private readonly prepared = new Map<string, StatementSyncInstance>();

  constructor(
    private readonly database: SqliteDatabase,
    private readonly statements: EntryStatements,
  ) {}

  async remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    const removed: RemovedEntry[] = [];
    const { id: last } = this.statements.lastRow.get() as { id: number };
    for (const walk of walksOf(filter, () => this.namespacesOf(filter.tenant))) {
      let cursor: Cursor = { id: 0, keep_until: Number.MIN_SAFE_INTEGER };
      let told = removed.length;
      const tell = async () => {
        await onRemoved?.(removed.slice(told));
        told = removed.length;
      };
      const work = (slice: Slice) => {
        const rows = this.page(walk, cursor, last);
        const seen = whileTime(rows, slice, (row) => row.named && this.delete(row, removed));
        cursor = seen.at(-1) ?? cursor;
        return seen.length === rows.length && rows.length < PAGE;
      };
      await inTransactions(this.database, work, tell);
    }
    return removed;
  }

  private page({ sql, values, isByEnd }: Walk, { id, keep_until: end }: Cursor, last: number): WalkedRow[] {
    const from = isByEnd ? [end, id] : [id];
    return this.statementOf(sql).all(...values, ...from, last, PAGE) as WalkedRow[];
  }

  private delete({ id, key, entry_id: entryId }: WalkedRow, removed: RemovedEntry[]): void {
    this.statements.deleteByRow.run(id);
    removed.push({ key, id: entryId });
  }

  /** A filter has few shapes, so that each is prepared once. */
  private statementOf(sql: string): StatementSyncInstance {
    const statement = this.prepared.get(sql) ?? this.database.prepare(sql);
    this.prepared.set(sql, statement);
    return statement;
  }

  private namespacesOf(tenant: string): string[] {
    return (this.statements.places.all(tenant) as unknown as PlaceRow[]).map(({ namespace }) => namespace);
  }
}
