import { LRUCache } from 'lru-cache';
import type { Place, RegistryState } from '../ports/source-registry.port.js';

/** How many tenants, and namespaces with announced sources, are remembered. */
const TENANTS = 10_000;
const SOURCES = 100_000;

/** The highest numbers of a tenant that this process has seen. */
export interface TenantMarks {
  readonly born: number;
  readonly epoch: number;
  readonly seq: number;
  readonly floor: number;
}

/** A tenant of which nothing was read. Should it have to be given back, everything older is dead: its beginning is not known. */
const UNREAD: TenantMarks = { born: 0, epoch: 0, seq: 0, floor: 0 };

/** The highest numbers that this process has seen: a registry that shows lower ones has lost something. */
export class HighWaterMarks {
  private readonly marks = new LRUCache<string, TenantMarks>({ max: TENANTS });
  private readonly sources = new LRUCache<string, number>({ max: SOURCES });

  /** Notes the numbers. `false` = some are lower than before, and nothing was noted. */
  note(place: Place, state: RegistryState): boolean {
    return this.noteTenant(place.tenant, state) && this.noteSources(place, state.sourcesSeq);
  }

  /** Notes a purge that came back from the registry. What else it says of the tenant may not have been read yet. */
  raise(tenant: string, seq: number): void {
    const known = this.marks.get(tenant) ?? UNREAD;
    this.marks.set(tenant, { ...known, seq: Math.max(seq, known.seq) });
  }

  of(tenant: string): TenantMarks | undefined {
    return this.marks.get(tenant);
  }

  /** 0 = none was seen. */
  sourcesOf(place: Place): number {
    return this.sources.get(nameOf(place)) ?? 0;
  }

  tenants(): string[] {
    return [...this.marks.keys()];
  }

  private noteTenant(tenant: string, { epochs, purges, born }: RegistryState): boolean {
    const known = this.marks.get(tenant);
    const { seq, floor } = purges;
    if (known?.seq === seq && known.epoch === epochs.tenant && known.floor === floor) return true;
    if (known && (seq < known.seq || epochs.tenant < known.epoch || floor < known.floor)) return false;
    this.marks.set(tenant, { born, epoch: epochs.tenant, seq, floor });
    return true;
  }

  private noteSources(place: Place, seq: number): boolean {
    if (seq === 0 && this.sources.size === 0) return true;
    const known = this.sourcesOf(place);
    if (seq < known) return false;
    if (seq > known) this.sources.set(nameOf(place), seq);
    return true;
  }
}

/** A blank is in no name of either. */
function nameOf({ tenant, namespace }: Place): string {
  return `${tenant} ${namespace}`;
}
