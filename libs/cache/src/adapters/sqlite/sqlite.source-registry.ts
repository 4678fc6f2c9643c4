import type { Clock, Source } from '@app/core';
import type { StatementSyncInstance } from '@photostructure/sqlite';
import {
  SourceRegistry,
  type Place,
  type RegistryState,
  type Wall,
} from '../../ports/source-registry.port.js';
import type { SqliteDatabase } from './sqlite.database.js';
import { SELECT_STATE, stateOf, type StateRow } from './sqlite.registry-state.js';
import { pingWritable } from './sqlite.write-probe.js';

/** Stands for the tenant as a whole; no namespace is empty. */
const WHOLE_TENANT = '';

const RAISE = (column: string) =>
  `UPDATE epoch SET ${column} = max(?, ${column} + 1) WHERE tenant = ? AND namespace = ? RETURNING ${column} AS number`;

/** Epochs and source versions in a SQLite file that several processes may share. */
export class SqliteSourceRegistry extends SourceRegistry {
  private readonly select: StatementSyncInstance;
  private readonly create: StatementSyncInstance;
  private readonly raises: Readonly<Record<'epoch' | 'purge_seq' | 'sources_seq', StatementSyncInstance>>;
  private readonly setVersion: StatementSyncInstance;
  private readonly getVersion: StatementSyncInstance;
  private closed = false;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly clock: Clock,
  ) {
    super();
    const prepare = (sql: string) => database.prepare(sql);
    database.acquire();
    this.select = database.prepareUnnamed(SELECT_STATE);
    this.create = prepare('INSERT OR IGNORE INTO epoch VALUES (?, ?, ?3, ?3, ?3, ?3)');
    this.raises = {
      epoch: prepare(RAISE('epoch')),
      purge_seq: prepare(RAISE('purge_seq')),
      sources_seq: prepare(RAISE('sources_seq')),
    };
    this.setVersion = prepare('INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)');
    this.getVersion = prepare('SELECT version FROM source WHERE tenant = ? AND namespace = ? AND id = ?');
  }

  async read(place: Place): Promise<RegistryState> {
    const known = this.known(place);
    if (known) return known;
    await this.database.write(() => [{ tenant: place.tenant }, place].forEach((wall) => this.ensure(wall)));
    return this.known(place)!;
  }

  raiseEpoch(wall: Wall): Promise<number> {
    return this.database.write(() => this.raise(wall, 'epoch'));
  }

  raisePurgeSeq(wall: Wall): Promise<number> {
    return this.database.write(() => this.raise(wall, 'purge_seq'));
  }

  async announce(place: Place, sources: readonly Required<Source>[]): Promise<void> {
    const { tenant, namespace } = place;
    await this.database.write(() => {
      for (const { id, version } of sources) this.setVersion.run(tenant, namespace, id, version);
      this.raise(place, 'sources_seq');
    });
  }

  async versions({ tenant, namespace }: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const versions = new Map<string, string>();
    for (const id of ids) {
      const row = this.getVersion.get(tenant, namespace, id) as { version: string } | undefined;
      if (row) versions.set(id, row.version);
    }
    return versions;
  }

  async ping(): Promise<void> {
    this.select.get('', '');
    await pingWritable(this.database);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.database.release();
  }

  private known({ tenant, namespace }: Place): RegistryState | undefined {
    const row = this.select.get(tenant, namespace) as unknown as StateRow | undefined;
    return row && stateOf(row);
  }

  private ensure({ tenant, namespace = WHOLE_TENANT }: Wall): void {
    this.create.run(tenant, namespace, this.clock.now());
  }

  private raise(wall: Wall, column: 'epoch' | 'purge_seq' | 'sources_seq'): number {
    const { tenant, namespace = WHOLE_TENANT } = wall;
    this.ensure(wall);
    return (this.raises[column].get(this.clock.now(), tenant, namespace) as { number: number }).number;
  }
}
