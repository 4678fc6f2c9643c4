import type { NamespaceRef, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';

export interface FollowerTools {
  readonly registry: SourceRegistry;
  readonly books: PurgeBooks;
}

/** The state if the registry can be believed. */
type Check = (ref: NamespaceRef, state: RegistryState) => Promise<RegistryState | undefined>;

/** How far back another look at the changes goes: the clocks of two servers differ. Milliseconds. */
const OVERLAP_MS = 5_000;

/** Reads what other processes purged, before this one is asked about it. */
export class ChangeFollower {
  /** By the registry's clock, epoch milliseconds. */
  private lookedAt = 0;

  constructor(
    private readonly tools: FollowerTools,
    private readonly check: Check,
  ) {}

  /** @param areNew other servers' clocks may be behind: what they note may seem to be older than what was read. */
  async follow(areNew: boolean): Promise<void> {
    if (areNew) this.lookedAt = 0;
    const changes = await this.tools.registry.purges.changesSince(this.lookedAt - OVERLAP_MS);
    for (const { tenant, number, at } of changes) {
      if (this.tools.books.readTo(tenant) < number) await this.learn(tenant);
      this.lookedAt = Math.max(this.lookedAt, at);
    }
  }

  /**
   * Reads purges as soon as one is heard of, without waiting: of a purge that is known by its number alone only the number could be
   * given back, and that costs the tenant what is older. Gives the state it was given.
   */
  readAhead({ tenant }: NamespaceRef, state: RegistryState): RegistryState {
    const { purges, born } = state;
    if (purges.seq !== born && this.tools.books.readTo(tenant) < purges.seq)
      void this.tools.books.readOn(tenant, purges).catch(() => undefined);
    return state;
  }

  /** Where the purges can't be read, those who meet an entry take it for purged. */
  async learn(tenant: string): Promise<void> {
    const ref = { tenant, namespace: 'default' };
    const state = await this.check(ref, await this.tools.registry.read(ref));
    if (state) await this.tools.books.readOn(tenant, state.purges).catch(() => undefined);
  }
}
