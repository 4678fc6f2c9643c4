import { EntrySeal, type Entry } from '@app/core';
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';

/** The two reads that every exact hit needs, as plainly as they can be written. */
export class ReferenceStore {
  private readonly database = new DatabaseSync(':memory:');
  private readonly entries: StatementSyncInstance;
  private readonly epochs: StatementSyncInstance;
  private readonly seal = new EntrySeal();

  constructor() {
    this.database.exec('CREATE TABLE entry (key TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID');
    this.database.exec(
      'CREATE TABLE epoch (tenant TEXT, namespace TEXT, value INTEGER, PRIMARY KEY (tenant, namespace))',
    );
    this.database.exec("INSERT INTO epoch VALUES ('bench', '', 1), ('bench', 'default', 1)");
    this.entries = this.database.prepare('SELECT body FROM entry WHERE key = ?');
    this.epochs = this.database.prepare("SELECT value FROM epoch WHERE tenant = ? AND namespace IN ('', ?)");
  }

  put(key: string, entry: Entry): void {
    this.database.prepare('INSERT OR REPLACE INTO entry VALUES (?, ?)').run(key, this.seal.seal(entry));
  }

  find(key: string): string | undefined {
    return (this.entries.get(key) as { body: string } | undefined)?.body;
  }

  epochsOf(tenant: string, namespace: string): readonly number[] {
    return (this.epochs.all(tenant, namespace) as { value: number }[]).map(({ value }) => value);
  }
}
