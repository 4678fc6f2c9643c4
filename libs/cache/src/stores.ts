import type { EntryStore } from './ports/entry-store.port.js';
import type { SourceRegistry } from './ports/source-registry.port.js';
import type { StatsStore } from './ports/stats-store.port.js';
import type { VectorIndex } from './ports/vector-index.port.js';

/** The opened stores of this process, as the environment chose them. */
export class Stores {
  constructor(
    readonly entries: EntryStore,
    readonly vectors: VectorIndex,
    readonly registry: SourceRegistry,
    readonly stats: StatsStore,
  ) {}

  async close(): Promise<void> {
    for (const part of [this.vectors, this.entries, this.registry, this.stats]) await part.close();
  }
}
