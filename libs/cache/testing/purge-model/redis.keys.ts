import type { CacheKey } from '@app/core';
import type { Redis } from 'ioredis';
import type { RedisServer } from '../../src/adapters/redis/redis.server.js';

const REGISTRY = ['registry', 'purges', 'purged', 'sources', 'journal', 'confirmed', 'roll'];
const LISTINGS = ['id', 'namespace', 'namespaces', 'model', 'tag'];

/** The keys of a cache on a Redis, to do what a server does that is short of memory, or is not the one it was. */
export class RedisKeys {
  constructor(private readonly redis: RedisServer) {}

  async evict(pick: number): Promise<CacheKey | undefined> {
    const names = (await this.namesOf(['entry'])).sort();
    const name = names[pick % Math.max(1, names.length)];
    if (name) await this.client.del(name);
    return name?.slice(this.redis.key('entry', '').length) as CacheKey | undefined;
  }

  async loseListings(): Promise<void> {
    await this.delete(await this.namesOf(LISTINGS));
  }

  /** What a copy has that follows this far. */
  async copyRegistry(): Promise<ReadonlyMap<string, Buffer>> {
    const names = await this.namesOf(REGISTRY);
    const values = await Promise.all(names.map((name) => this.client.dumpBuffer(name)));
    return new Map(names.flatMap((name, at) => (values[at] ? [[name, values[at]] as const] : [])));
  }

  async replaceRegistry(copy: ReadonlyMap<string, Buffer>): Promise<void> {
    await this.delete(await this.namesOf(REGISTRY));
    for (const [name, value] of copy) await this.client.restore(name, 0, value, 'REPLACE');
  }

  private get client(): Redis {
    return this.redis.client as Redis;
  }

  private async delete(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.client.del(...names);
  }

  private async namesOf(parts: readonly string[]): Promise<string[]> {
    const names = await this.client.keys(this.redis.key('*'));
    return names.filter((name) => parts.some((part) => name.startsWith(this.redis.key(part, ''))));
  }
}
