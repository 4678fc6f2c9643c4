import type { Clock } from '@app/core';
import type { PurgeFact } from '../ports/purge-log.port.js';
import type { RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';
import type { HighWaterMarks, TenantMarks } from './high-water-marks.js';

export interface GivingBackTools {
  readonly registry: SourceRegistry;
  readonly books: PurgeBooks;
  readonly marks: HighWaterMarks;
  readonly clock: Clock;
}

/** Tenants that are looked after at the same time. */
const SLICE = 100;
/** How long another process may take to give back what this one saw a number of only. Milliseconds. */
const PATIENCE_MS = 2_000;

/** Gives a registry back what it may have lost. */
export class GivingBack {
  /** Tenants of which this process has seen a higher number than it has read purges, and that number. */
  private readonly unread = new Map<string, number>();
  /** Monotonic milliseconds. */
  private giveUpAt = 0;

  constructor(private readonly tools: GivingBackTools) {}

  async ofAll(): Promise<void> {
    await this.inSlices(this.tools.marks.tenants(), (tenant) => this.ofTenant(tenant));
  }

  async ofTenant(tenant: string): Promise<void> {
    const { registry, books, marks, clock } = this.tools;
    const known = marks.of(tenant);
    if (!known) return;
    const { readTo, facts } = books.known(tenant);
    const now = await registry.read({ tenant, namespace: 'default' });
    if (isUntouched(known, now)) return;
    if (readTo < known.seq) this.unread.set(tenant, known.seq);
    this.giveUpAt = clock.monotonic() + PATIENCE_MS;
    await this.give(tenant, { known: { ...known, epoch: epochAfter(known, now) }, readTo, facts });
  }

  /**
   * Whether all purges that this process saw a number of are there. One that nobody has given back in time costs its tenant all
   * that is older.
   */
  async isDone(): Promise<boolean> {
    const isLate = this.tools.clock.monotonic() >= this.giveUpAt;
    await this.inSlices([...this.unread.keys()], (tenant) => this.follow(tenant, isLate));
    return this.unread.size === 0;
  }

  private async follow(tenant: string, isLate: boolean): Promise<void> {
    const seq = this.unread.get(tenant)!;
    const isThere = await this.tools.registry.purges.isWhole(tenant, seq);
    const known = this.tools.marks.of(tenant);
    if (!isThere && !isLate) return;
    if (!isThere && known) await this.give(tenant, { known: { ...known, floor: seq }, readTo: 0, facts: [] });
    this.unread.delete(tenant);
  }

  private give(tenant: string, { known, readTo, facts }: Known): Promise<void> {
    const { epoch, seq, floor } = known;
    return this.tools.registry.purges.restore(tenant, { epoch, seq, floor, readTo, facts });
  }

  private async inSlices(tenants: readonly string[], work: (tenant: string) => Promise<void>): Promise<void> {
    for (let at = 0; at < tenants.length; at += SLICE)
      await Promise.all(tenants.slice(at, at + SLICE).map(work));
  }
}

interface Known {
  readonly known: TenantMarks;
  readonly readTo: number;
  readonly facts: readonly PurgeFact[];
}

/** Nothing was ever purged, as far as is known here, and the registry's memory begins when it did. */
function isUntouched(known: TenantMarks, now: RegistryState): boolean {
  return known.seq === known.born && now.born === known.born;
}

/** A registry that began anew behind the clock of the old one must not revive what the old one held. */
function epochAfter(known: TenantMarks, now: RegistryState): number {
  return now.born === known.born ? known.epoch : Math.max(known.seq, known.epoch, now.epochs.tenant) + 1;
}
