import type { CacheKey, Clock, EntryId } from '@app/core';
import type { VectorPoint } from '../../ports/vector-index.port.js';
import { forSlices, type Slice } from '../slices.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { inTransactions, whileTime } from './sqlite.housework.js';
import { toBlob, type GoneRow, type VectorStatements } from './sqlite.vector-statements.js';

const GONE_KEPT_MS = 3_600_000;
/** Rows that are chosen by one statement. */
const PAGE = 32;

/** Writes vector rows. Every row that goes is noted, so that other processes can follow. */
export class SqliteVectorWriter {
  constructor(
    private readonly database: SqliteDatabase,
    private readonly statements: VectorStatements,
    private readonly space: string,
    private readonly clock: Clock,
  ) {}

  add(point: VectorPoint): Promise<void> {
    return this.database.write(() => this.replace(point));
  }

  async remove(points: readonly { readonly key: CacheKey; readonly entryId: EntryId }[]): Promise<void> {
    await forSlices(
      points,
      ({ key, entryId }) => this.delete(this.space, key, entryId),
      (slice) => this.database.write(slice),
    );
  }

  /** Removes some of the oldest rows of this space, `count` at most. */
  async removeOldest(count: number): Promise<void> {
    let left = count;
    await inTransactions(this.database, (slice) => {
      const rows = this.statements.oldest.all(this.space, Math.min(left, PAGE)) as unknown as GoneRow[];
      left -= this.deleteRows(rows, slice).length;
      return left === 0 || rows.length === 0;
    });
  }

  /** Removes expired rows of every space, and the notes of removals that all processes have long read. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    await inTransactions(this.database, (slice) => {
      const rows = this.statements.expired.all(now, PAGE) as unknown as GoneRow[];
      return this.deleteRows(rows, slice).length === rows.length && rows.length < PAGE;
    });
    await inTransactions(
      this.database,
      () => this.statements.forgetGone.all(PAGE, now - GONE_KEPT_MS).length < PAGE,
    );
  }

  private replace({ key, entryId, tenant, scope, epochs, keepUntil, vector }: VectorPoint): void {
    this.delete(this.space, key);
    this.statements.insertScope.run(tenant, scope);
    const { id } = this.statements.scopeId.get(tenant, scope) as { id: number };
    const values = [this.space, key, entryId, id, epochs.tenant, epochs.namespace, keepUntil, toBlob(vector)];
    this.statements.insert.run(...values);
  }

  private deleteRows(rows: readonly GoneRow[], slice: Slice): readonly GoneRow[] {
    return whileTime(rows, slice, ({ space, key, entry_id: entryId }) => this.delete(space, key, entryId));
  }

  /** @param entryId when given, only if the vector still leads to it. */
  private delete(space: string, key: CacheKey, entryId?: EntryId): void {
    this.statements.noteGone.run(this.clock.now(), space, key, entryId ?? null);
    this.statements.delete.run(space, key, entryId ?? null);
  }
}
