import type { CacheKey, Entry } from '@app/core';
import type { EntryFilter } from '../../ports/entry-store.port.js';
import type { RedisServer } from './redis.server.js';

/** How many names one command brings. */
const PAGE = 500;

/** Which entries there are by namespace, model and tag: sorted sets of keys, scored by when the entry expires. */
export class RedisEntryListings {
  constructor(private readonly redis: RedisServer) {}

  /** @param ttl of the entry, in milliseconds. */
  async add({ key, keepUntil, ...entry }: Entry, now: number, ttl: number): Promise<void> {
    const { client } = this.redis;
    const namespaces = this.redis.key('namespaces', entry.tenant);
    await Promise.all([
      client.ragcacheList(namespaces, entry.namespace, keepUntil, now, ttl),
      ...this.listingsOf(entry).map((listing) => client.ragcacheList(listing, key, keepUntil, now, ttl)),
    ]);
  }

  async drop({
    key,
    ...entry
  }: Pick<Entry, 'key' | 'tenant' | 'namespace' | 'model' | 'tags'>): Promise<void> {
    await Promise.all(this.listingsOf(entry).map((listing) => this.redis.client.zrem(listing, key)));
  }

  /** Keys of entries that may fit the filter; more than do when it has several members. */
  async keysFor({ tenant, tags, model, namespace }: EntryFilter): Promise<CacheKey[]> {
    if (tags) return this.union(tags.map((tag) => this.tagged(tenant, tag)));
    if (model !== undefined) return this.union([this.ofModel(tenant, model)]);
    const namespaces = namespace === undefined ? await this.namespaces(tenant) : [namespace];
    return this.union(namespaces.map((name) => this.inNamespace(tenant, name)));
  }

  /** Live entries of a tenant by namespace. */
  async count(tenant: string, now: number): Promise<Record<string, number>> {
    const namespaces = await this.namespaces(tenant);
    const counts = await Promise.all(
      namespaces.map((name) => this.redis.client.zcount(this.inNamespace(tenant, name), `(${now}`, '+inf')),
    );
    return Object.fromEntries(
      namespaces.map((name, at) => [name, counts[at]!] as const).filter(([, n]) => n > 0),
    );
  }

  private namespaces(tenant: string): Promise<string[]> {
    return this.members(this.redis.key('namespaces', tenant));
  }

  private async union(listings: readonly string[]): Promise<CacheKey[]> {
    const members = await Promise.all(listings.map((listing) => this.members(listing)));
    return [...new Set(members.flat())] as CacheKey[];
  }

  private async members(listing: string): Promise<string[]> {
    const all: string[] = [];
    for (let page: string[] = [], at = 0; at === 0 || page.length === PAGE; at += PAGE) {
      page = await this.redis.client.zrange(listing, at, at + PAGE - 1);
      all.push(...page);
    }
    return all;
  }

  private listingsOf({
    tenant,
    namespace,
    model,
    tags,
  }: Pick<Entry, 'tenant' | 'namespace' | 'model' | 'tags'>): string[] {
    return [
      this.inNamespace(tenant, namespace),
      this.ofModel(tenant, model),
      ...tags.map((tag) => this.tagged(tenant, tag)),
    ];
  }

  private inNamespace(tenant: string, namespace: string): string {
    return this.redis.key('namespace', tenant, namespace);
  }

  private ofModel(tenant: string, model: string): string {
    return this.redis.key('model', tenant, model);
  }

  private tagged(tenant: string, tag: string): string {
    return this.redis.key('tag', tenant, tag);
  }
}
