import { EntrySeal, type Entry } from '@app/core';
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import { PLACE, type Reading, type ReferenceStore } from './store.js';

/** Two statements, for the entry and for the epochs. */
export class SqliteReferenceStore implements ReferenceStore {
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

  async put(key: string, entry: Entry): Promise<void> {
    this.database.prepare('INSERT OR REPLACE INTO entry VALUES (?, ?)').run(key, this.seal.seal(entry));
  }

  async find(key: string): Promise<string | undefined> {
    return (this.entries.get(key) as { body: string } | undefined)?.body;
  }

  async read(key: string): Promise<Reading> {
    const epochs = this.epochs.all(PLACE.tenant, PLACE.namespace) as { value: number }[];
    return { body: await this.find(key), epochs: epochs.map(({ value }) => value) };
  }
}
