import { randomUUID } from 'node:crypto';
import type { Clock, Signals } from '@app/core';
import type { PurgeFact } from '../ports/purge-log.port.js';
import type { NamespaceRef, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';
import { RegistryTrust } from './registry-trust.js';
import { ChangeFollower } from './change-follower.js';
import { restoreTenant } from './restore-tenant.js';
import { HighWaterMarks } from './high-water-marks.js';
import { KnownServers } from './known-servers.js';
import { RollCall } from './roll-call.js';

export interface KeeperTools {
  readonly registry: SourceRegistry;
  readonly books: PurgeBooks;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** How long a registry on new servers is not believed, at least: longer than the pause between two tries to connect. Milliseconds. */
const GRACE_MS = 1_000;

/**
 * Keeps the registry from going backwards. A copy that lagged may have taken the master's place: what this process knows of
 * purges is given back to it before anything is served by its numbers.
 */
export class RegistryKeeper {
  private readonly marks = new HighWaterMarks();
  private readonly servers: KnownServers;
  private restoring?: Promise<void>;
  private readonly changes: ChangeFollower;
  private readonly trust: RegistryTrust;
  private readonly roll = new RollCall();
  private readonly nameOnRoll = randomUUID();

  constructor(private readonly tools: KeeperTools) {
    this.trust = new RegistryTrust(tools.clock);
    this.servers = new KnownServers(tools.registry);
    this.changes = new ChangeFollower(tools, (ref, state) => this.check(ref, state));
    tools.registry.onDoubt(() => this.doubt());
  }

  /** Those that this process has been asked about. */
  get tenants(): readonly string[] {
    return this.marks.tenants();
  }

  /** `undefined` = the registry's numbers may not be used now. Another value than before = in between they might not. */
  get trustPeriod(): number | undefined {
    return this.trust.current;
  }

  /** The state if it shows nothing lower than was seen before. `undefined` = the registry can't be believed for a while. */
  async check(ref: NamespaceRef, state: RegistryState): Promise<RegistryState | undefined> {
    if (this.marks.note(ref, state)) return this.changes.readAhead(ref, state);
    // A reply may have been overtaken by a younger one.
    const again = await this.tools.registry.read(ref);
    if (this.marks.note(ref, again)) return again;
    this.tools.signals.count('fail_open', 'registry.backwards');
    await this.restoreAll();
    return undefined;
  }

  /** Follows what other processes did, and looks whether the servers are still the same ones. */
  async look(): Promise<void> {
    const { registry, clock } = this.tools;
    const { count } = this.trust;
    const incarnation = await registry.incarnation();
    const areNew = await this.servers.areNew(incarnation);
    if (areNew) await this.restoreAll();
    this.servers.note(incarnation);
    await this.changes.follow(areNew);
    this.roll.note(incarnation, await registry.answerRoll(this.nameOnRoll, incarnation), clock.monotonic());
    if (this.roll.isComplete) this.trust.settle(count);
    if (this.trustPeriod !== undefined) await this.servers.confirm(incarnation);
  }

  /** This process knows nothing any more that the registry may lack. */
  async leave(): Promise<void> {
    await this.tools.registry.answerRoll(this.nameOnRoll, undefined);
  }

  /** Until the next look that succeeds. */
  doubt(): void {
    this.trust.doubt();
  }

  /** The number of the tenant's newest purge that was seen. 0 = none was. */
  newestPurge(tenant: string): number {
    return this.marks.of(tenant)?.seq ?? 0;
  }

  /** A purge that this process made is known at once: the registry may be gone before it is read. */
  notePurge(tenant: string, fact: PurgeFact): void {
    this.marks.notePurge(tenant, fact.number);
    this.tools.books.note(tenant, fact);
    void this.changes.learn(tenant).catch(() => undefined);
  }

  noteOrder(tenant: string, order: number): void {
    this.marks.noteOrder(tenant, order);
  }

  /** However many requests find that it is needed. */
  private restoreAll(): Promise<void> {
    return (this.restoring ??= this.restoreNow().finally(() => (this.restoring = undefined)));
  }

  /** From now on the registry is not believed until all processes had the time for this. */
  private async restoreNow(): Promise<void> {
    const { registry, books } = this.tools;
    this.trust.suspend(GRACE_MS);
    for (const tenant of this.marks.tenants())
      await restoreTenant(registry, tenant, { marks: this.marks.of(tenant)!, purges: books.known(tenant) });
    for (const ref of this.marks.namespaces()) {
      const known = this.marks.sourcesOf(ref);
      if ((await registry.read(ref)).sourcesSeq !== known) await registry.restoreSources(ref, known);
    }
  }
}
