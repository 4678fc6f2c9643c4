import type { Clock, Source } from '@app/core';
import { SourceRegistry, type NamespaceRef, type RegistryState } from '../../ports/source-registry.port.js';
import { MemoryPurgeLog } from './memory.purge-log.js';
import { MemoryTenants } from './memory.tenant-numbers.js';

interface Announced {
  born: number;
  seq: number;
  readonly versions: Map<string, string>;
}

/** Purges, epochs and source versions in this process alone: when it ends all older entries are dead. */
export class MemorySourceRegistry extends SourceRegistry {
  readonly purges: MemoryPurgeLog;
  private readonly tenants: MemoryTenants;
  private readonly sources = new Map<string, Announced>();

  constructor(clock: Clock) {
    super();
    this.tenants = new MemoryTenants(clock);
    this.purges = new MemoryPurgeLog(this.tenants);
  }

  async read(ref: NamespaceRef): Promise<RegistryState> {
    const { born, epoch, seq, floor, revision, namespaces } = this.tenants.at(ref.tenant);
    const sources = this.sources.get(nameOf(ref));
    return {
      epochs: { tenant: epoch, namespace: namespaces.get(ref.namespace) ?? 0 },
      purges: { seq, floor, revision },
      born,
      sourcesSeq: sources?.seq ?? 0,
      sourcesBorn: sources?.born ?? born,
    };
  }

  async order(tenant: string): Promise<number> {
    const numbers = this.tenants.at(tenant);
    return (numbers.order = this.tenants.next(numbers.order));
  }

  async announce(ref: NamespaceRef, sources: readonly Required<Source>[]): Promise<void> {
    const announced = this.announced(ref);
    sources.forEach(({ id, version }) => announced.versions.set(id, version));
    announced.seq = this.tenants.next(announced.seq);
  }

  async versions(ref: NamespaceRef, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = this.sources.get(nameOf(ref))?.versions;
    return new Map(ids.flatMap((id) => (known?.has(id) ? [[id, known.get(id)!] as const] : [])));
  }

  async restoreSources(ref: NamespaceRef, seq: number): Promise<void> {
    if (seq === 0) return;
    const announced = this.announced(ref);
    announced.seq = Math.max(announced.seq, seq);
    announced.born = this.tenants.next(announced.born);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  private announced(ref: NamespaceRef): Announced {
    const { born } = this.tenants.at(ref.tenant);
    const announced = this.sources.get(nameOf(ref)) ?? { born, seq: 0, versions: new Map() };
    this.sources.set(nameOf(ref), announced);
    return announced;
  }
}

function nameOf({ tenant, namespace }: NamespaceRef): string {
  return JSON.stringify([tenant, namespace]);
}
