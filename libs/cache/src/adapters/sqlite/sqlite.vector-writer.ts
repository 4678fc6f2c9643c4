import type { CacheKey, Clock, EntryId } from '@app/core';
import type { VectorPoint } from '../../ports/vector-index.port.js';
import { forSlices, inSlices } from '../slices.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { toBlob, type GoneRow, type VectorStatements } from './sqlite.vector-statements.js';

const GONE_KEPT_MS = 3_600_000;

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
    await forSlices(points, (slice) =>
      this.database.write(() => slice.forEach(({ key, entryId }) => this.delete(this.space, key, entryId))),
    );
  }

  removeOldest(count: number): Promise<readonly unknown[]> {
    return this.database.write(() => this.deleteRows(this.statements.oldest.all(this.space, count)));
  }

  /** Removes expired rows of every space, and the notes of removals that all processes have long read. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    await inSlices((size) =>
      this.database.write(() => this.deleteRows(this.statements.expired.all(now, size))),
    );
    await inSlices((size) =>
      this.database.write(() => this.statements.forgetGone.all(size, now - GONE_KEPT_MS) as GoneRow[]),
    );
  }

  private replace({ key, entryId, tenant, scope, epochs, keepUntil, vector }: VectorPoint): void {
    this.delete(this.space, key);
    this.statements.insertScope.run(tenant, scope);
    const { id } = this.statements.scopeId.get(tenant, scope) as { id: number };
    const values = [this.space, key, entryId, id, epochs.tenant, epochs.namespace, keepUntil, toBlob(vector)];
    this.statements.insert.run(...values);
  }

  private deleteRows(rows: unknown[]): readonly unknown[] {
    for (const { space, key, entry_id: entryId } of rows as GoneRow[]) this.delete(space, key, entryId);
    return rows;
  }

  /** @param entryId when given, only if the vector still leads to it. */
  private delete(space: string, key: CacheKey, entryId?: EntryId): void {
    this.statements.noteGone.run(this.clock.now(), space, key, entryId ?? null);
    this.statements.delete.run(space, key, entryId ?? null);
  }
}
