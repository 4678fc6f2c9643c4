import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { SqliteFileThread } from './sqlite.file-thread.js';

/** Frames (pages) at which the journal is folded into the file: SQLite's own default. */
const FOLDED_AT = 1_000;
/** Frames beyond which writes wait until it is: some 32 MiB. */
const LONGEST = 8_000;

/** What is in the journal, and how much of that is in the file too. */
interface Frames {
  readonly log: number;
  readonly checkpointed: number;
}

/**
 * Folds the write-ahead log into the file, in a thread: SQLite would do it within a commit, and wait there for the disk, often
 * for 50 ms and more. A thread that can't be used leaves it to SQLite again.
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
    database.exec('PRAGMA wal_autocheckpoint = 0');
    this.frames = database.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  /** To be awaited before a write. It takes time where writes follow each other so closely that the journal never ends. */
  async room(): Promise<void> {
    const { log, waiting } = this.read();
    if (log <= LONGEST || waiting === 0) return;
    await this.folding;
    await this.fold();
  }

  /** To be called after a write. */
  afterWrite(): void {
    if (!this.folding && this.read().waiting >= FOLDED_AT)
      this.folding = this.fold().finally(() => (this.folding = undefined));
  }

  async close(): Promise<void> {
    await this.folding;
    await this.thread?.close();
  }

  private async fold(): Promise<void> {
    try {
      this.thread ??= new SqliteFileThread(this.file, 0);
      await this.thread.run('checkpoint');
    } catch (error) {
      this.onError(error);
      this.thread = undefined;
      this.database.exec(`PRAGMA wal_autocheckpoint = ${FOLDED_AT}`);
    }
  }

  private read(): { readonly log: number; readonly waiting: number } {
    const { log, checkpointed } = this.frames.get() as unknown as Frames;
    return { log, waiting: log - checkpointed };
  }
}
