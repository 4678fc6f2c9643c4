import type { Clock, Signals } from '@app/core';
import type { PurgeFact } from '../ports/purge-log.port.js';
import type { Place, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';
import { giveBack } from './give-back.js';
import { HighWaterMarks } from './high-water-marks.js';
import { KnownServers } from './known-servers.js';

export interface KeeperTools {
  readonly registry: SourceRegistry;
  readonly books: PurgeBooks;
  readonly clock: Clock;
  readonly signals: Signals;
}

/**
 * How long a registry on new servers is not believed, so that every process can first give back what it knows. Milliseconds;
 * longer than the pause between two tries to connect.
 */
const GRACE_MS = 1_500;
/** How far back another look at the changes goes: the clocks of two servers differ. Milliseconds. */
const OVERLAP_MS = 5_000;

/**
 * Keeps the registry from going backwards. A copy that lagged may have taken the master's place: what this process knows of
 * purges is given back to it before anything is served by its numbers.
 */
export class RegistryKeeper {
  private readonly marks = new HighWaterMarks();
  private readonly servers: KnownServers;
  private lookedAt = 0;
  private isDoubted = false;
  /** How often it was doubted: a doubt that comes during a look is not settled by it. */
  private doubts = 0;
  /** How often it was doubted, or not believed for a while. */
  private breaks = 0;
  /** Monotonic milliseconds. */
  private believedFrom = 0;

  constructor(private readonly tools: KeeperTools) {
    this.servers = new KnownServers(tools.registry);
    tools.registry.onDoubt(() => this.doubt());
  }

  /** `undefined` = the registry's numbers may not be used now. Another value than before = in between they might not. */
  get belief(): number | undefined {
    const isBelieved = !this.isDoubted && this.tools.clock.monotonic() >= this.believedFrom;
    return isBelieved ? this.breaks : undefined;
  }

  /** The state if it shows nothing lower than was seen before. `undefined` = the registry can't be believed for a while. */
  async check(place: Place, state: RegistryState): Promise<RegistryState | undefined> {
    if (this.marks.note(place, state)) return state;
    // A reply may have been overtaken by a younger one.
    const again = await this.tools.registry.read(place);
    if (this.marks.note(place, again)) return again;
    this.tools.signals.count('fail_open', 'registry.backwards');
    await this.giveBackAll();
    return undefined;
  }

  /** Follows what other processes did, and looks whether the servers are still the same ones. */
  async look(): Promise<void> {
    const doubts = this.doubts;
    const incarnation = await this.tools.registry.incarnation();
    if (await this.servers.areNew(incarnation)) await this.giveBackAll();
    this.servers.note(incarnation);
    await this.followChanges();
    if (this.doubts === doubts) this.isDoubted = false;
    if (this.belief !== undefined) await this.servers.confirm(incarnation);
  }

  /** Until the next look that succeeds. */
  doubt(): void {
    this.isDoubted = true;
    this.doubts++;
    this.breaks++;
  }

  /** A purge that this process made is known at once: the registry may be gone before it is read. */
  notePurge(tenant: string, fact: PurgeFact): void {
    this.marks.notePurge(tenant, fact.number);
    this.tools.books.note(tenant, fact);
  }

  noteOrder(tenant: string, order: number): void {
    this.marks.noteOrder(tenant, order);
  }

  /** From now on the registry is not believed until all processes had the time for this. */
  private async giveBackAll(): Promise<void> {
    const { registry, clock, books } = this.tools;
    this.believedFrom = clock.monotonic() + GRACE_MS;
    this.breaks++;
    for (const tenant of this.marks.tenants())
      await giveBack(registry, tenant, { marks: this.marks.of(tenant)!, purges: books.known(tenant) });
    for (const place of this.marks.places()) {
      const known = this.marks.sourcesOf(place);
      if ((await registry.read(place)).sourcesSeq !== known) await registry.restoreSources(place, known);
    }
  }

  private async followChanges(): Promise<void> {
    const changes = await this.tools.registry.purges.changesSince(this.lookedAt - OVERLAP_MS);
    for (const { tenant, number, at } of changes) {
      if (this.tools.books.known(tenant).readTo < number && !(await this.learn(tenant))) return;
      this.lookedAt = Math.max(this.lookedAt, at);
    }
  }

  /** Whether the purges could be read. Where they can't, those who meet an entry take it for purged. */
  private async learn(tenant: string): Promise<boolean> {
    const { registry, books } = this.tools;
    const place = { tenant, namespace: 'default' };
    const state = await this.check(place, await registry.read(place));
    const book = state && (await books.readOn(tenant, state.purges).catch(() => undefined));
    return book !== undefined;
  }
}
