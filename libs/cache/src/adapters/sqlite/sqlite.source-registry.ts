import type { Clock, Source } from '@app/core';
import {
  SourceRegistry,
  type Place,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
  type RegistryChange,
  type RegistryState,
} from '../../ports/source-registry.port.js';
import { isWholeWall, MOST_PURGES, UNFINISHED_MS } from '../purge-log.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { stateOf, type StateRow } from './sqlite.registry-state.js';
import {
  prepareRegistryStatements,
  progressOf,
  purgeOf,
  type PurgeRow,
  type RegistryStatements,
} from './sqlite.registry-statements.js';

/** Purges, epochs and source versions in a SQLite file that several processes may share. */
export class SqliteSourceRegistry extends SourceRegistry {
  private readonly statements: RegistryStatements;
  private lastOrder = 0;
  private closed = false;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly clock: Clock,
  ) {
    super();
    this.statements = prepareRegistryStatements(database.acquire());
  }

  async read(place: Place): Promise<RegistryState> {
    const known = this.known(place);
    if (known) return known;
    await this.database.write(() => this.ensure(place.tenant));
    return this.known(place)!;
  }

  /** All processes on a file share the machine's clock: nothing has to be written. */
  async order(): Promise<number> {
    return (this.lastOrder = Math.max(this.clock.now(), this.lastOrder + 1));
  }

  purge(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    return this.database.write(() => {
      const now = this.clock.now();
      this.ensure(tenant);
      const { number } = this.statements.raiseSeq.get(tenant, now) as { number: number };
      const fact = { number, at: now, by, named };
      this.note(tenant, fact);
      const surplus = this.statements.surplus.get(tenant, MOST_PURGES) as { number: number } | undefined;
      if (surplus) this.forget(tenant, surplus.number + 1);
      return fact;
    });
  }

  async isCopied(): Promise<boolean> {
    return true;
  }

  async purgesAfter(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    return (this.statements.purgesAfter.all(tenant, number, limit) as unknown as PurgeRow[]).map(purgeOf);
  }

  async findPurge(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    const row = this.statements.findPurge.get(tenant, number) as unknown as PurgeRow | undefined;
    return row && { ...purgeOf(row), ...progressOf(row) };
  }

  async noteProgress(tenant: string, number: number, { found, isDone }: PurgeProgress): Promise<void> {
    await this.database.write(() => this.statements.noteProgress.run(tenant, number, found, isDone ? 1 : 0));
  }

  async unfinished(): Promise<readonly RegistryChange[]> {
    return this.statements.unfinished.all(this.clock.now() - UNFINISHED_MS) as unknown as RegistryChange[];
  }

  async trim(tenant: string, below: number): Promise<void> {
    await this.database.write(() => this.forget(tenant, below));
  }

  async restore(tenant: string, { epoch, seq, floor, facts }: PurgeKnowledge): Promise<void> {
    await this.database.write(() => {
      this.ensure(tenant);
      for (const fact of facts) this.note(tenant, fact);
      this.statements.restore.run(tenant, epoch, seq, floor);
    });
  }

  async announce(place: Place, sources: readonly Required<Source>[]): Promise<void> {
    const { tenant, namespace } = place;
    await this.database.write(() => {
      this.ensure(tenant, namespace);
      for (const { id, version } of sources) this.statements.setVersion.run(tenant, namespace, id, version);
      this.statements.raiseSources.run(tenant, namespace, this.clock.now());
    });
  }

  async versions({ tenant, namespace }: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const versions = new Map<string, string>();
    for (const id of ids) {
      const row = this.statements.getVersion.get(tenant, namespace, id) as { version: string } | undefined;
      if (row) versions.set(id, row.version);
    }
    return versions;
  }

  async restoreSources({ tenant, namespace }: Place, seq: number): Promise<void> {
    if (seq === 0) return;
    await this.database.write(() => {
      this.ensure(tenant, namespace);
      this.statements.restoreSources.run(tenant, namespace, seq, this.clock.now());
    });
  }

  async ping(): Promise<void> {
    this.statements.state.get('', '');
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.database.release();
  }

  private known({ tenant, namespace }: Place): RegistryState | undefined {
    const row = this.statements.state.get(tenant, namespace) as unknown as StateRow | undefined;
    return row && stateOf(row);
  }

  private ensure(tenant: string, namespace?: string): void {
    this.statements.createTenant.run(tenant, this.clock.now());
    if (namespace !== undefined) this.statements.createNamespace.run(tenant, namespace);
  }

  private note(tenant: string, { number, at, by, named }: PurgeFact): void {
    this.statements.insertPurge.run(tenant, number, at, by, JSON.stringify(named));
    if (!isWholeWall(named)) return;
    if (named.namespace === undefined) return void this.statements.raiseTenant.run(tenant, number);
    this.ensure(tenant, named.namespace);
    this.statements.raiseNamespace.run(tenant, named.namespace, number);
  }

  private forget(tenant: string, below: number): void {
    const { number } = this.statements.newestBelow.get(tenant, below) as { number: number | null };
    if (number === null) return;
    this.statements.raiseFloor.run(tenant, number);
    this.statements.deletePurges.run(tenant, below);
    this.statements.forgetNamespaces.run(tenant, below);
  }
}
