import type { NamespaceRef, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { RegistryKeeper } from '../registry/registry-keeper.js';
import type { FailOpen } from './fail-open.js';

/** Reads a place's numbers. `undefined` = they can't be known now: the request is a miss and writes nothing. */
export class RegistryReader {
  constructor(
    private readonly registry: SourceRegistry,
    private readonly keeper: RegistryKeeper,
    private readonly failOpen: FailOpen,
  ) {}

  read(ref: NamespaceRef): Promise<RegistryState | undefined> {
    return this.whileTrusted('read', async () => this.keeper.check(ref, await this.registry.read(ref)));
  }

  /** The next place in the order of the tenant's calls. */
  async order(tenant: string): Promise<number | undefined> {
    const order = await this.whileTrusted('order', () => this.registry.order(tenant));
    if (order !== undefined) this.keeper.noteOrder(tenant, order);
    return order;
  }

  /** A call that was sent again over a new connection may have been answered by other servers. */
  private async whileTrusted<Result>(
    operation: string,
    call: () => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    const period = this.keeper.trustPeriod;
    if (period === undefined) return undefined;
    const result = await this.failOpen.run<Result | undefined>(operation, call, undefined);
    return this.keeper.trustPeriod === period ? result : undefined;
  }
}
