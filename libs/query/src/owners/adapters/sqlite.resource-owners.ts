import { pingWritable, type SqliteDatabase } from '@app/cache';
import type { Clock } from '@app/core';
import { ResourceOwners, type Claim, type Resource } from '../resource-owners.port.js';

/** Owners in a SQLite file of their own, which several processes may share. */
export class SqliteResourceOwners extends ResourceOwners {
  private readonly statements: ReturnType<typeof prepareStatements>;
  private closed = false;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly clock: Clock,
  ) {
    super();
    this.statements = prepareStatements(database.acquire());
  }

  async claim(claims: readonly Claim[]): Promise<void> {
    await this.database.write(() => {
      this.statements.dropOld.run(this.clock.now());
      for (const { upstream, id, tenant, keepUntil } of claims)
        this.statements.insert.run(upstream, id, tenant, keepUntil ?? null);
    });
  }

  async ownersOf(resources: readonly Resource[]): Promise<readonly (string | undefined)[]> {
    const now = this.clock.now();
    return resources.map(({ upstream, id }) => {
      const row = this.statements.find.get(upstream, id, now) as { tenant: string } | undefined;
      return row?.tenant;
    });
  }

  async ping(): Promise<void> {
    this.statements.find.get('', '', 0);
    await pingWritable(this.database);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.database.release();
  }
}

function prepareStatements(database: SqliteDatabase) {
  return {
    insert: database.prepare(
      'INSERT INTO owner (upstream, id, tenant, kept_until) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    find: database.prepare(
      'SELECT tenant FROM owner WHERE upstream = ? AND id = ? AND (kept_until IS NULL OR kept_until >= ?)',
    ),
    dropOld: database.prepare('DELETE FROM owner WHERE kept_until < ?'),
  };
}
