import { LRUCache } from 'lru-cache';
import type { PurgeMarks } from '../ports/purge-log.port.js';
import type { NamespaceRef, RegistryState } from '../ports/source-registry.port.js';
import { atMost } from './at-most.js';

/** How many tenants, and namespaces with announced sources, are remembered. */
const TENANTS = 10_000;
const SOURCES = 100_000;

/** The highest numbers of a tenant that this process has seen. */
export interface TenantMarks extends PurgeMarks {
  /** 0 = it was not seen: a purge was noted before the tenant was asked about. */
  readonly born: number;
  readonly epoch: number;
  readonly order: number;
}

const NOTHING: TenantMarks = { born: 0, epoch: 0, seq: 0, floor: 0, revision: 0, order: 0 };

/** The highest numbers that this process has seen: a registry that shows lower ones has lost something. */
export class HighWaterMarks {
  private readonly marks = new LRUCache<string, TenantMarks>(atMost(TENANTS));
  private readonly sources = new LRUCache<string, { readonly ref: NamespaceRef; readonly seq: number }>(
    atMost(SOURCES),
  );

  /** Notes the numbers. `false` = some are lower than before. */
  note(ref: NamespaceRef, state: RegistryState): boolean {
    return this.noteTenant(ref.tenant, state) && this.noteSources(ref, state.sourcesSeq);
  }

  /** A purge of this process got the number. */
  notePurge(tenant: string, number: number): void {
    const known = this.marks.get(tenant) ?? NOTHING;
    this.marks.set(tenant, { ...known, seq: Math.max(known.seq, number) });
  }

  /** A call of this process got its place in the order. */
  noteOrder(tenant: string, order: number): void {
    const known = this.marks.get(tenant);
    if (known && order > known.order) this.marks.set(tenant, { ...known, order });
  }

  of(tenant: string): TenantMarks | undefined {
    return this.marks.get(tenant);
  }

  /** 0 = none was seen. */
  sourcesOf(ref: NamespaceRef): number {
    return this.sources.get(nameOf(ref))?.seq ?? 0;
  }

  tenants(): string[] {
    return [...this.marks.keys()];
  }

  /** Those with announced sources. */
  namespaces(): NamespaceRef[] {
    return [...this.sources.values()].map(({ ref }) => ref);
  }

  private noteTenant(tenant: string, { epochs, purges, born }: RegistryState): boolean {
    const known = this.marks.get(tenant) ?? NOTHING;
    const { seq, floor, revision } = purges;
    const epoch = epochs.tenant;
    const isSame = known.seq === seq && known.epoch === epoch && known.floor === floor;
    if (isSame && known.revision === revision) return true;
    if (seq < known.seq || epoch < known.epoch || floor < known.floor) return false;
    this.marks.set(tenant, { born, epoch, seq, floor, revision, order: known.order });
    return true;
  }

  private noteSources({ tenant, namespace }: NamespaceRef, seq: number): boolean {
    if (seq === 0 && this.sources.size === 0) return true;
    const ref = { tenant, namespace };
    const known = this.sourcesOf(ref);
    if (seq < known) return false;
    if (seq > known) this.sources.set(nameOf(ref), { ref, seq });
    return true;
  }
}

/** A blank is in no name of either. */
function nameOf({ tenant, namespace }: NamespaceRef): string {
  return `${tenant} ${namespace}`;
}
