import type { RedisServer, Store } from '@app/cache';
import type { Clock } from '@app/core';
import { ResourceOwners, type Claim, type Resource } from '../resource-owners.port.js';

/** Owners on a Redis or Valkey that replicas share: a key per resource. One that is known for good has no TTL, so it is never evicted. */
export class RedisResourceOwners extends ResourceOwners {
  override readonly server: Store['server'];

  constructor(
    private readonly redis: RedisServer,
    private readonly clock: Clock,
  ) {
    super();
    this.server = redis.server;
  }

  async claim(claims: readonly Claim[]): Promise<void> {
    await Promise.all(claims.map((claim) => this.claimOne(claim)));
  }

  ownersOf(resources: readonly Resource[]): Promise<readonly (string | undefined)[]> {
    return Promise.all(
      resources.map(async (resource) => (await this.redis.client.get(this.keyOf(resource))) ?? undefined),
    );
  }

  ping(): Promise<void> {
    return this.redis.ping();
  }

  close(): Promise<void> {
    return this.redis.close();
  }

  private async claimOne({ tenant, keepUntil, ...resource }: Claim): Promise<void> {
    const key = this.keyOf(resource);
    if (keepUntil === undefined) return void (await this.redis.client.set(key, tenant, 'NX'));
    const left = Math.floor(keepUntil - this.clock.now());
    if (left > 0) await this.redis.client.set(key, tenant, 'PX', left, 'NX');
  }

  private keyOf({ upstream, id }: Resource): string {
    return this.redis.key('owner', upstream, id);
  }
}
