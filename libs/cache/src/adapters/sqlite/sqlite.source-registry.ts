import type { Clock, Source } from '@app/core';
import { SourceRegistry, type NamespaceRef, type RegistryState } from '../../ports/source-registry.port.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { SqlitePurgeLog } from './sqlite.purge-log.js';
import { stateOf, type StateRow } from './sqlite.registry-state.js';
import {
  ensureTenant,
  prepareRegistryStatements,
  type RegistryStatements,
} from './sqlite.registry-statements.js';
import { pingWritable } from './sqlite.write-probe.js';

/** Purges, epochs and source versions in a SQLite file that several processes may share. */
export class SqliteSourceRegistry extends SourceRegistry {
  readonly purges: SqlitePurgeLog;
  private readonly statements: RegistryStatements;
  private closed = false;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly clock: Clock,
  ) {
    super();
    this.statements = prepareRegistryStatements(database.acquire());
    this.purges = new SqlitePurgeLog(database, this.statements, clock);
  }

  async read(ref: NamespaceRef): Promise<RegistryState> {
    const known = this.known(ref);
    if (known) return known;
    await this.database.write(() => ensureTenant(this.statements, ref.tenant, this.clock.now()));
    return this.known(ref)!;
  }

  order(tenant: string): Promise<number> {
    return this.database.write(() => {
      const now = this.clock.now();
      ensureTenant(this.statements, tenant, now);
      return (this.statements.raiseOrder.get(tenant, now) as { number: number }).number;
    });
  }

  async announce(ref: NamespaceRef, sources: readonly Required<Source>[]): Promise<void> {
    const { tenant, namespace } = ref;
    await this.database.write(() => {
      this.ensure(ref);
      for (const { id, version } of sources) this.statements.setVersion.run(tenant, namespace, id, version);
      this.statements.raiseSources.run(tenant, namespace, this.clock.now());
    });
  }

  async versions(
    { tenant, namespace }: NamespaceRef,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const versions = new Map<string, string>();
    for (const id of ids) {
      const row = this.statements.getVersion.get(tenant, namespace, id) as { version: string } | undefined;
      if (row) versions.set(id, row.version);
    }
    return versions;
  }

  async restoreSources(ref: NamespaceRef, seq: number): Promise<void> {
    if (seq === 0) return;
    await this.database.write(() => {
      this.ensure(ref);
      this.statements.restoreSources.run(ref.tenant, ref.namespace, seq, this.clock.now());
    });
  }

  async ping(): Promise<void> {
    this.statements.state.get('', '');
    await pingWritable(this.database);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.database.release();
  }

  private known({ tenant, namespace }: NamespaceRef): RegistryState | undefined {
    const row = this.statements.state.get(tenant, namespace) as unknown as StateRow | undefined;
    return row && stateOf(row);
  }

  private ensure({ tenant, namespace }: NamespaceRef): void {
    ensureTenant(this.statements, tenant, this.clock.now());
    this.statements.createNamespace.run(tenant, namespace);
  }
}
