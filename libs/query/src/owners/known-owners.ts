import { FailOpen } from '@app/cache';
import type { Signals } from '@app/core';
import { nameOf, type Claim, type Resource, type ResourceOwners } from './resource-owners.port.js';

const PART = 'resource owners';

/**
 * Says what belongs to a tenant. The store is opened with its first use, because most services never ask. Without it nothing belongs to
 * anybody: a tenant is refused its own rather than given another's.
 */
export class KnownOwners {
  private opening?: Promise<ResourceOwners>;
  private failOpen?: FailOpen;
  /** Claims on their way to the store. */
  private readonly pending = new Map<string, string>();

  constructor(
    private readonly open: () => Promise<ResourceOwners>,
    private readonly signals: Signals,
  ) {}

  /** Others of this process know it at once. Never rejects. */
  async claim(claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
    for (const claim of claims) this.pending.set(nameOf(claim), claim.tenant);
    await this.run('claim', (store) => store.claim(claims), undefined);
    for (const claim of claims) this.pending.delete(nameOf(claim));
  }

  /** Those that this tenant made. Never rejects. */
  async ownedBy<Owned extends Resource>(tenant: string, resources: readonly Owned[]): Promise<Owned[]> {
    if (resources.length === 0) return [];
    const owners = await this.run('find', (store) => store.ownersOf(resources), []);
    return resources.filter((one, at) => (owners[at] ?? this.pending.get(nameOf(one))) === tenant);
  }

  async close(): Promise<void> {
    await this.opening?.then((store) => store.close()).catch(() => undefined);
  }

  private async run<Result>(
    operation: string,
    call: (store: ResourceOwners) => Promise<Result>,
    fallback: Result,
  ): Promise<Result> {
    const store = await this.opened();
    if (!store) return fallback;
    this.failOpen ??= new FailOpen(PART, this.signals, store.server);
    return this.failOpen.run(operation, () => call(store), fallback);
  }

  /** A failed opening is tried again with the next use. */
  private async opened(): Promise<ResourceOwners | undefined> {
    this.opening ??= this.open();
    try {
      return await this.opening;
    } catch (error) {
      this.opening = undefined;
      this.signals.count('fail_open', `${PART}.open`);
      this.signals.stateChanged(PART, 'down', error);
      return undefined;
    }
  }
}
