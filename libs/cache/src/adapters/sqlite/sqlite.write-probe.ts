import { withTimeout } from '@app/core';
import type { SqliteDatabase } from './sqlite.database.js';

/** A file that could be written is taken to be writable for so long: a write may take a trip to the disk. Milliseconds. */
const REMEMBERED_MS = 5_000;
/** `Part.ping` rejects within a second. Milliseconds. */
const PATIENCE_MS = 900;

/** Tells a file that can be read but not written: one that is locked, read-only, or on a disk that is full. */
class SqliteWriteProbe {
  private running?: Promise<void>;
  private writableUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly database: SqliteDatabase) {}

  async ping(): Promise<void> {
    if (performance.now() < this.writableUntil) return;
    // While it waits for a lock it is asked again and again: one attempt is enough.
    this.running ??= this.write().finally(() => (this.running = undefined));
    await withTimeout(this.running, PATIENCE_MS, { whenBusy: 'extend' });
  }

  /** Writes what is there, which takes the lock, the journal and the disk as any write does. */
  private async write(): Promise<void> {
    await this.database.write(() => {
      const { user_version: version } = this.database.prepare('PRAGMA user_version').get() as {
        user_version: number;
      };
      this.database.prepare(`PRAGMA user_version = ${version}`).run();
    });
    this.writableUntil = performance.now() + REMEMBERED_MS;
  }
}

const probes = new WeakMap<SqliteDatabase, SqliteWriteProbe>();

/** Resolves when the file can be written; rejects, within a second, when it can't. Adapters of one file share an attempt. */
export function pingWritable(database: SqliteDatabase): Promise<void> {
  const probe = probes.get(database) ?? new SqliteWriteProbe(database);
  probes.set(database, probe);
  return probe.ping();
}
