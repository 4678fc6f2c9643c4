import type { Place, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { RegistryKeeper } from '../registry/registry-keeper.js';
import type { FailOpen } from './fail-open.js';

/** Reads a place's numbers. `undefined` = they can't be known now: the request is a miss and writes nothing. */
export class RegistryReader {
  constructor(
    private readonly registry: SourceRegistry,
    private readonly keeper: RegistryKeeper,
    private readonly failOpen: FailOpen,
  ) {}

  read(place: Place): Promise<RegistryState | undefined> {
    return this.believed('read', async () => this.keeper.check(place, await this.registry.read(place)));
  }

  /** The next place in the order of the tenant's calls. */
  async order(tenant: string): Promise<number | undefined> {
    const order = await this.believed('order', () => this.registry.order(tenant));
    if (order !== undefined) this.keeper.noteOrder(tenant, order);
    return order;
  }

  /** A call that was sent again over a new connection may have been answered by other servers. */
  private async believed<Result>(
    operation: string,
    call: () => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    const { belief } = this.keeper;
    if (belief === undefined) return undefined;
    const result = await this.failOpen.run<Result | undefined>(operation, call, undefined);
    return this.keeper.belief === belief ? result : undefined;
  }
}
