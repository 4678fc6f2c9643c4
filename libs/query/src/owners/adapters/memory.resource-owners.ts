import type { Clock } from '@app/core';
import { nameOf, ResourceOwners, type Claim, type Resource } from '../resource-owners.port.js';

/** The oldest is forgotten first. */
const MOST = 100_000;

/** Owners that only this process knows. */
export class MemoryResourceOwners extends ResourceOwners {
  private readonly claims = new Map<string, Claim>();

  constructor(
    private readonly clock: Clock,
    private readonly most = MOST,
  ) {
    super();
  }

  async claim(claims: readonly Claim[]): Promise<void> {
    for (const claim of claims) if (this.ownerOf(claim) === undefined) this.claims.set(nameOf(claim), claim);
    for (const name of this.claims.keys()) {
      if (this.claims.size <= this.most) return;
      this.claims.delete(name);
    }
  }

  async ownersOf(resources: readonly Resource[]): Promise<readonly (string | undefined)[]> {
    return resources.map((resource) => this.ownerOf(resource));
  }

  override size(): number {
    return this.claims.size;
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  private ownerOf(resource: Resource): string | undefined {
    const name = nameOf(resource);
    const { tenant, keepUntil = Infinity } = this.claims.get(name) ?? {};
    if (keepUntil >= this.clock.now()) return tenant;
    this.claims.delete(name);
    return undefined;
  }
}
