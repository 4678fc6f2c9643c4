import type { Source } from '@app/core';
import {
  SourceRegistry,
  type Place,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
  type RegistryChange,
  type RegistryState,
} from '../ports/source-registry.port.js';
import type { FailOpen } from './fail-open.js';
import type { RemoteServer } from './remote-server.js';

/** A source registry behind its server's breaker. Failures go through: who asks has to know that nothing is known. */
export class GuardedSourceRegistry extends SourceRegistry {
  override readonly server?: RemoteServer;

  constructor(
    private readonly inner: SourceRegistry,
    private readonly failOpen: FailOpen,
  ) {
    super();
    this.server = inner.server;
  }

  read(place: Place): Promise<RegistryState> {
    return this.failOpen.pass(() => this.inner.read(place));
  }

  order(tenant: string): Promise<number> {
    return this.failOpen.pass(() => this.inner.order(tenant));
  }

  purge(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    return this.failOpen.pass(() => this.inner.purge(tenant, by, named));
  }

  isCopied(tenant: string): Promise<boolean> {
    return this.failOpen.pass(() => this.inner.isCopied(tenant));
  }

  purgesAfter(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    return this.failOpen.pass(() => this.inner.purgesAfter(tenant, number, limit));
  }

  findPurge(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    return this.failOpen.pass(() => this.inner.findPurge(tenant, number));
  }

  noteProgress(tenant: string, number: number, progress: PurgeProgress): Promise<void> {
    return this.failOpen.pass(() => this.inner.noteProgress(tenant, number, progress));
  }

  unfinished(): Promise<readonly RegistryChange[]> {
    return this.failOpen.pass(() => this.inner.unfinished());
  }

  trim(tenant: string, below: number): Promise<void> {
    return this.failOpen.pass(() => this.inner.trim(tenant, below));
  }

  restore(tenant: string, knowledge: PurgeKnowledge): Promise<void> {
    return this.failOpen.pass(() => this.inner.restore(tenant, knowledge));
  }

  announce(place: Place, sources: readonly Required<Source>[]): Promise<void> {
    return this.failOpen.pass(() => this.inner.announce(place, sources));
  }

  versions(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.failOpen.pass(() => this.inner.versions(place, ids));
  }

  restoreSources(place: Place, seq: number): Promise<void> {
    return this.failOpen.pass(() => this.inner.restoreSources(place, seq));
  }

  override changesSince(at: number): Promise<readonly RegistryChange[]> {
    return this.failOpen.pass(() => this.inner.changesSince(at));
  }

  override incarnation(): Promise<string> {
    return this.failOpen.pass(() => this.inner.incarnation());
  }

  override onDoubt(listener: () => void): void {
    this.inner.onDoubt(listener);
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
