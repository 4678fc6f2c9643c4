import { randomUUID } from 'node:crypto';
import type { Clock, Signals } from '@app/core';
import type { PurgeFact } from '../ports/purge-log.port.js';
import type { Place, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';
import { Belief } from './belief.js';
import { ChangeFollower } from './change-follower.js';
import { giveBack } from './give-back.js';
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
  private givingBack?: Promise<void>;
  private readonly changes: ChangeFollower;
  private readonly trust: Belief;
  private readonly roll = new RollCall();
  private readonly nameOnRoll = randomUUID();

  constructor(private readonly tools: KeeperTools) {
    this.trust = new Belief(tools.clock);
    this.servers = new KnownServers(tools.registry);
    this.changes = new ChangeFollower(tools, (place, state) => this.check(place, state));
    tools.registry.onDoubt(() => this.doubt());
  }

  /** Those that this process has been asked about. */
  get tenants(): readonly string[] {
    return this.marks.tenants();
  }

  /** `undefined` = the registry's numbers may not be used now. Another value than before = in between they might not. */
  get belief(): number | undefined {
    return this.trust.current;
  }

  /** The state if it shows nothing lower than was seen before. `undefined` = the registry can't be believed for a while. */
  async check(place: Place, state: RegistryState): Promise<RegistryState | undefined> {
    if (this.marks.note(place, state)) return this.changes.readAhead(place, state);
    // A reply may have been overtaken by a younger one.
    const again = await this.tools.registry.read(place);
    if (this.marks.note(place, again)) return again;
    this.tools.signals.count('fail_open', 'registry.backwards');
    await this.giveBackAll();
    return undefined;
  }

  /** Follows what other processes did, and looks whether the servers are still the same ones. */
  async look(): Promise<void> {
    const { registry, clock } = this.tools;
    const { count } = this.trust;
    const incarnation = await registry.incarnation();
    const areNew = await this.servers.areNew(incarnation);
    if (areNew) await this.giveBackAll();
    this.servers.meet(incarnation);
    await this.changes.follow(areNew);
    this.roll.note(incarnation, await registry.answerRoll(this.nameOnRoll, incarnation), clock.monotonic());
    if (this.roll.isComplete) this.trust.settle(count);
    if (this.belief !== undefined) await this.servers.confirm(incarnation);
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
  private giveBackAll(): Promise<void> {
    return (this.givingBack ??= this.giveBackNow().finally(() => (this.givingBack = undefined)));
  }

  /** From now on the registry is not believed until all processes had the time for this. */
  private async giveBackNow(): Promise<void> {
    const { registry, books } = this.tools;
    this.trust.suspend(GRACE_MS);
    for (const tenant of this.marks.tenants())
      await giveBack(registry, tenant, { marks: this.marks.of(tenant)!, purges: books.known(tenant) });
    for (const place of this.marks.places()) {
      const known = this.marks.sourcesOf(place);
      if ((await registry.read(place)).sourcesSeq !== known) await registry.restoreSources(place, known);
    }
  }
}
