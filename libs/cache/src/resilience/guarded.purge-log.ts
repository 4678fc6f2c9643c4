import {
  PurgeLog,
  type PurgeChange,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
} from '../ports/purge-log.port.js';
import type { FailOpen } from './fail-open.js';

/** A purge log behind its server's breaker. Failures go through: who asks has to know that nothing is known. */
export class GuardedPurgeLog extends PurgeLog {
  constructor(
    private readonly inner: PurgeLog,
    private readonly failOpen: FailOpen,
  ) {
    super();
  }

  add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    return this.failOpen.pass(() => this.inner.add(tenant, by, named));
  }

  after(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    return this.failOpen.pass(() => this.inner.after(tenant, number, limit));
  }

  find(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    return this.failOpen.pass(() => this.inner.find(tenant, number));
  }

  noteProgress(tenant: string, number: number, progress: PurgeProgress): Promise<void> {
    return this.failOpen.pass(() => this.inner.noteProgress(tenant, number, progress));
  }

  unfinished(): Promise<readonly PurgeChange[]> {
    return this.failOpen.pass(() => this.inner.unfinished());
  }

  trim(tenant: string, below: number): Promise<void> {
    return this.failOpen.pass(() => this.inner.trim(tenant, below));
  }

  restore(tenant: string, knowledge: PurgeKnowledge): Promise<void> {
    return this.failOpen.pass(() => this.inner.restore(tenant, knowledge));
  }

  override isDurable(tenant: string, number: number): Promise<boolean> {
    return this.failOpen.pass(() => this.inner.isDurable(tenant, number));
  }

  override changesSince(at: number): Promise<readonly PurgeChange[]> {
    return this.failOpen.pass(() => this.inner.changesSince(at));
  }
}
