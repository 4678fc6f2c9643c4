import { open } from 'node:fs/promises';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { SqliteFileThread } from './sqlite.file-thread.js';

/** Frames (pages) at which the journal is folded into the file: 16 MiB, as the disk is waited for twice each time. */
const FOLDED_AT = 4_000;
/** How long the thread waits for whoever reads or writes. */
const PATIENCE_MS = 1_000;

/**
 * Folds the write-ahead log into the file, in a thread: SQLite would do it within a commit, and wait there for the disk, often
 * for 100 ms and more. Writes wait meanwhile, reads do not.
 *
 * The one other time that SQLite waits for the disk is a log that begins again over its old frames. The thread leaves an empty one, so
 * that this connection need not wait at all (`synchronous = OFF`) and still loses no more in a power cut than with NORMAL.
 */
export class SqliteJournal {
  private readonly frames: StatementSyncInstance;
  private thread?: SqliteFileThread;
  private folding?: Promise<void>;

  /** @param onError hears of every error. */
  constructor(
    private readonly database: DatabaseSyncInstance,
    private readonly file: string,
    private readonly onError: (error: unknown) => void,
  ) {
    database.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF');
    this.frames = database.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  /** To be awaited before a write. */
  async room(): Promise<void> {
    await this.folding;
  }

  /** To be called after a write. */
  afterWrite(): void {
    const { log } = this.frames.get() as { log: number };
    if (!this.folding && log >= FOLDED_AT)
      this.folding = this.fold().finally(() => (this.folding = undefined));
  }

  /** From here on the connection waits for the disk itself. */
  async close(): Promise<void> {
    await this.folding;
    await this.thread?.close();
    this.database.exec('PRAGMA synchronous = NORMAL');
  }

  /** A thread that can't be used leaves it to SQLite again. */
  private async fold(): Promise<void> {
    try {
      this.thread ??= new SqliteFileThread(this.file, PATIENCE_MS);
      const { busy } = (await this.thread.run('checkpoint')) as { busy: number };
      // A reader kept the log from being emptied: it may begin again over old frames.
      this.database.exec(`PRAGMA synchronous = ${busy ? 'NORMAL' : 'OFF'}`);
    } catch (error) {
      this.onError(error);
      this.thread = undefined;
      this.database.exec(`PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${FOLDED_AT}`);
    }
  }
}

/**
 * Waits until the disk has what stands in the log. What was folded into the file is on the disk already; the file itself is left alone,
 * as closing any handle of it would let go of the locks that this process holds on it.
 */
export async function syncJournal(file: string): Promise<void> {
  const log = await open(`${file}-wal`, 'r');
  try {
    await log.datasync();
  } finally {
    await log.close();
  }
}
