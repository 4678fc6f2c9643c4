import type { Clock, Signals } from '@app/core';
import type { Place, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';
import { HighWaterMarks, type TenantMarks } from './high-water-marks.js';

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
  private incarnation?: string;
  private lookedAt = 0;
  private isDoubted = false;
  /** How often it was doubted: a doubt that comes during a look is not settled by it. */
  private doubts = 0;
  /** Monotonic milliseconds. */
  private believedFrom = 0;

  constructor(private readonly tools: KeeperTools) {
    tools.registry.onDoubt(() => this.doubt());
  }

  /** Whether the registry's numbers may be served by. */
  get isBelieved(): boolean {
    return !this.isDoubted && this.tools.clock.monotonic() >= this.believedFrom;
  }

  /** The state if it shows nothing lower than was seen before; else that of the mended registry. */
  async check(place: Place, state: RegistryState): Promise<RegistryState> {
    if (this.marks.note(place, state)) return state;
    this.tools.signals.count('fail_open', 'registry.backwards');
    await this.restore(place.tenant);
    await this.tools.registry.restoreSources(place, this.marks.sourcesOf(place));
    const mended = await this.tools.registry.read(place);
    if (!this.marks.note(place, mended)) throw new Error('The registry went backwards once more.');
    return mended;
  }

  /** Follows what other processes did, and looks whether the servers are still the same ones. */
  async look(): Promise<void> {
    const { registry, clock } = this.tools;
    const doubts = this.doubts;
    const incarnation = await registry.incarnation();
    const isNew = this.incarnation !== undefined && this.incarnation !== incarnation;
    if (isNew) {
      this.believedFrom = clock.monotonic() + GRACE_MS;
      for (const tenant of this.marks.tenants()) await this.restore(tenant);
    }
    this.incarnation = incarnation;
    await this.followChanges();
    if (this.doubts === doubts) this.isDoubted = false;
  }

  /** Until the next look that succeeds. */
  doubt(): void {
    this.isDoubted = true;
    this.doubts++;
  }

  private async followChanges(): Promise<void> {
    const changes = await this.tools.registry.purges.changesSince(this.lookedAt - OVERLAP_MS);
    for (const { tenant, number, at } of changes) {
      this.lookedAt = Math.max(this.lookedAt, at);
      if (this.tools.books.known(tenant).readTo < number) await this.learn(tenant);
    }
  }

  private async learn(tenant: string): Promise<void> {
    const place = { tenant, namespace: 'default' };
    const state = await this.check(place, await this.tools.registry.read(place));
    await this.tools.books.readOn(tenant, state.purges);
  }

  /** Gives back what the registry may have lost. Purges that were never read here cost their tenant what is older. */
  private async restore(tenant: string): Promise<void> {
    const { registry, books } = this.tools;
    const known = this.marks.of(tenant);
    if (!known) return;
    const { readTo, facts } = books.known(tenant);
    const now = await registry.read({ tenant, namespace: 'default' });
    const floor = readTo >= known.seq ? known.floor : known.seq;
    await registry.purges.restore(tenant, { ...known, epoch: epochAfter(known, now), floor, facts });
  }
}

/** A registry that began anew behind the clock of the old one must not revive what the old one held. */
function epochAfter(known: TenantMarks, now: RegistryState): number {
  return now.born === known.born ? known.epoch : Math.max(known.seq, known.epoch, now.epochs.tenant) + 1;
}
