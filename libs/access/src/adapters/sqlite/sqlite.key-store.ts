import { pingWritable, type SqliteDatabase } from '@app/cache';
import { KeyStore } from '../../key-store.port.js';
import { retainedUntil, type KeyRecord } from '../../key/key-record.js';
import { decodeRecord, encodeRecord } from '../../key/record.codec.js';

interface KeyRow {
  readonly body: string;
  readonly revoked_at: number | null;
}

/** Keys in a SQLite file of their own, which several processes may share. */
export class SqliteKeyStore extends KeyStore {
  private readonly statements: ReturnType<typeof prepareStatements>;
  private closed = false;

  constructor(private readonly database: SqliteDatabase) {
    super();
    this.statements = prepareStatements(database.acquire());
  }

  async add(record: KeyRecord): Promise<void> {
    const { id, createdAt } = record;
    const kept = retainedUntil(record);
    await this.database.write(() => {
      this.statements.dropOld.run(createdAt);
      this.statements.insert.run(id, encodeRecord(record), createdAt, kept === Infinity ? null : kept);
    });
  }

  async find(id: string): Promise<KeyRecord | undefined> {
    const row = this.statements.find.get(id) as KeyRow | undefined;
    return row && decodeRecord(row.body, row.revoked_at);
  }

  async list(): Promise<KeyRecord[]> {
    const rows = this.statements.all.all() as unknown as KeyRow[];
    return rows.flatMap(({ body, revoked_at: revokedAt }) => decodeRecord(body, revokedAt) ?? []);
  }

  revoke(id: string, now: number): Promise<boolean> {
    return this.database.write(() => {
      const { changes } = this.statements.revoke.run(now, retainedUntil({ revokedAt: now }), id);
      if (changes > 0) this.statements.raise.run();
      return changes > 0;
    });
  }

  async revision(): Promise<string> {
    const { number } = this.statements.revision.get() as { number: number };
    return String(number);
  }

  async ping(): Promise<void> {
    this.statements.revision.get();
    await pingWritable(this.database);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.database.release();
  }
}

function prepareStatements(database: SqliteDatabase) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    insert: prepare('INSERT INTO key (id, body, created_at, kept_until) VALUES (?, ?, ?, ?)'),
    find: prepare('SELECT body, revoked_at FROM key WHERE id = ?'),
    all: prepare('SELECT body, revoked_at FROM key ORDER BY created_at, id'),
    dropOld: prepare('DELETE FROM key WHERE kept_until < ?'),
    revoke: prepare(`UPDATE key SET kept_until = min(coalesce(kept_until, ?2), ?2),
      revoked_at = coalesce(revoked_at, ?1) WHERE id = ?3`),
    revision: prepare('SELECT number FROM revision'),
    raise: prepare('UPDATE revision SET number = number + 1'),
  };
}
