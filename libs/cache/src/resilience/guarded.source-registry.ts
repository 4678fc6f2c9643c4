import type { Source } from '@app/core';
import { SourceRegistry, type Place, type RegistryState, type Wall } from '../ports/source-registry.port.js';
import type { FailOpen } from './fail-open.js';

/** A source registry behind its server's breaker. Failures go through: who asks has to know that nothing is known. */
export class GuardedSourceRegistry extends SourceRegistry {
  constructor(
    private readonly inner: SourceRegistry,
    private readonly failOpen: FailOpen,
  ) {
    super();
  }

  read(place: Place): Promise<RegistryState> {
    return this.failOpen.pass(() => this.inner.read(place));
  }

  raiseEpoch(wall: Wall): Promise<number> {
    return this.failOpen.pass(() => this.inner.raiseEpoch(wall));
  }

  raisePurgeSeq(wall: Wall): Promise<number> {
    return this.failOpen.pass(() => this.inner.raisePurgeSeq(wall));
  }

  announce(place: Place, sources: readonly Required<Source>[]): Promise<void> {
    return this.failOpen.pass(() => this.inner.announce(place, sources));
  }

  versions(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.failOpen.pass(() => this.inner.versions(place, ids));
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
