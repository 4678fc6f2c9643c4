import type { Source } from '@app/core';
import type { PurgeLog } from '../ports/purge-log.port.js';
import { SourceRegistry, type NamespaceRef, type RegistryState } from '../ports/source-registry.port.js';
import type { FailOpen } from './fail-open.js';
import { GuardedPurgeLog } from './guarded.purge-log.js';
import type { RemoteServer } from './remote-server.js';

/** A source registry behind its server's breaker. Failures go through: who asks has to know that nothing is known. */
export class GuardedSourceRegistry extends SourceRegistry {
  override readonly server?: RemoteServer;
  readonly purges: PurgeLog;

  constructor(
    private readonly inner: SourceRegistry,
    private readonly failOpen: FailOpen,
  ) {
    super();
    this.server = inner.server;
    this.purges = new GuardedPurgeLog(inner.purges, failOpen);
  }

  read(ref: NamespaceRef): Promise<RegistryState> {
    return this.failOpen.pass(() => this.inner.read(ref));
  }

  order(tenant: string): Promise<number> {
    return this.failOpen.pass(() => this.inner.order(tenant));
  }

  announce(ref: NamespaceRef, sources: readonly Required<Source>[]): Promise<void> {
    return this.failOpen.pass(() => this.inner.announce(ref, sources));
  }

  versions(ref: NamespaceRef, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.failOpen.pass(() => this.inner.versions(ref, ids));
  }

  restoreSources(ref: NamespaceRef, seq: number): Promise<void> {
    return this.failOpen.pass(() => this.inner.restoreSources(ref, seq));
  }

  override incarnation(): Promise<string> {
    return this.failOpen.pass(() => this.inner.incarnation());
  }

  override confirmed(): Promise<string | undefined> {
    return this.failOpen.pass(() => this.inner.confirmed());
  }

  override confirm(incarnation: string): Promise<void> {
    return this.failOpen.pass(() => this.inner.confirm(incarnation));
  }

  override answerRoll(process: string, servers: string | undefined): Promise<ReadonlyMap<string, string>> {
    return this.failOpen.pass(() => this.inner.answerRoll(process, servers));
  }

  override onDoubt(listener: () => void): void {
    this.inner.onDoubt(listener);
  }

  override size(): number | undefined {
    return this.inner.size();
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
