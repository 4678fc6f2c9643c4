import type { Clock } from '@app/core';
import {
  PurgeLog,
  type PurgeChange,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
} from '../../ports/purge-log.port.js';
import { isWholeTarget, MOST_PURGES, UNFINISHED_MS } from '../purge-log.js';
import type { SqliteDatabase } from './sqlite.database.js';
import {
  ensureTenant,
  progressOf,
  purgeOf,
  type PurgeRow,
  type RegistryStatements,
} from './sqlite.registry-statements.js';

/** Purges in a SQLite file that several processes may share. */
export class SqlitePurgeLog extends PurgeLog {
  constructor(
    private readonly database: SqliteDatabase,
    private readonly statements: RegistryStatements,
    private readonly clock: Clock,
  ) {
    super();
  }

  add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    return this.database.write(() => {
      const now = this.clock.now();
      ensureTenant(this.statements, tenant, now);
      const { number } = this.statements.raiseSeq.get(tenant, now) as { number: number };
      const fact = { number, at: now, by, named };
      this.note(tenant, fact);
      const surplus = this.statements.surplus.get(tenant, MOST_PURGES) as { number: number } | undefined;
      if (surplus) this.forget(tenant, surplus.number + 1);
      return fact;
    });
  }

  async after(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    return (this.statements.purgesAfter.all(tenant, number, limit) as PurgeRow[]).map(purgeOf);
  }

  async find(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    const row = this.statements.findPurge.get(tenant, number) as unknown as PurgeRow | undefined;
    return row && { ...purgeOf(row), ...progressOf(row) };
  }

  async noteProgress(tenant: string, number: number, { found, isDone }: PurgeProgress): Promise<void> {
    await this.database.write(() => this.statements.noteProgress.run(tenant, number, found, isDone ? 1 : 0));
  }

  async unfinished(): Promise<readonly PurgeChange[]> {
    return this.statements.unfinished.all(this.clock.now() - UNFINISHED_MS) as PurgeChange[];
  }

  async trim(tenant: string, below: number): Promise<void> {
    await this.database.write(() => this.forget(tenant, below));
  }

  async restore(tenant: string, knowledge: PurgeKnowledge): Promise<void> {
    const { epoch, seq, floor, revision, order, facts } = knowledge;
    await this.database.write(() => {
      ensureTenant(this.statements, tenant, this.clock.now());
      const missing = facts.filter(({ number }) => !this.statements.findPurge.get(tenant, number));
      for (const fact of missing) this.note(tenant, fact);
      const isMissing = missing.length > 0 ? 1 : 0;
      this.statements.restore.run(tenant, epoch, seq, floor, revision, isMissing, order);
    });
  }

  /** The disk has it: a power cut must not bring back what was forgotten. */
  override async isDurable(): Promise<boolean> {
    await this.database.sync();
    return true;
  }

  private note(tenant: string, { number, at, by, named }: PurgeFact): void {
    this.statements.insertPurge.run(tenant, number, at, by, JSON.stringify(named));
    if (!isWholeTarget(named)) return;
    if (named.namespace === undefined) return void this.statements.raiseTenant.run(tenant, number);
    this.statements.createNamespace.run(tenant, named.namespace);
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
