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

  async read(place: Place): Promise<RegistryState | undefined> {
    if (!this.keeper.isBelieved) return undefined;
    const state = await this.failOpen.run<RegistryState | undefined>(
      'read',
      () => this.readNow(place),
      undefined,
    );
    // The reply may be that of a server that took another one's place meanwhile.
    return this.keeper.isBelieved ? state : undefined;
  }

  /** The next place in the order of the tenant's calls. */
  order(tenant: string): Promise<number | undefined> {
    return this.failOpen.run<number | undefined>('order', () => this.registry.order(tenant), undefined);
  }

  private async readNow(place: Place): Promise<RegistryState> {
    return this.keeper.check(place, await this.registry.read(place));
  }
}
