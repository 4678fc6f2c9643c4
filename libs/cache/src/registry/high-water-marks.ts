import { LRUCache } from 'lru-cache';
import { atMost } from './at-most.js';
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

/** The highest numbers that this process has seen: a registry that shows lower ones has lost something. */
export class HighWaterMarks {
  private readonly marks = new LRUCache<string, TenantMarks>(atMost(TENANTS));
  private readonly sources = new LRUCache<string, number>(atMost(SOURCES));

  /** Notes the numbers. `false` = some are lower than before, and nothing was noted. */
  note(place: Place, state: RegistryState): boolean {
    return this.noteTenant(place.tenant, state) && this.noteSources(place, state.sourcesSeq);
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
