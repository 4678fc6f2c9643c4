import type { CacheKey, Entry } from '@app/core';
import type { EntryFilter } from '../../ports/entry-store.port.js';
import type { RedisServer } from './redis.server.js';

/** About how many names one command brings. */
const PAGE = 500;

/** Which entries there are by namespace, model and tag: sorted sets of keys, scored by when the entry expires. */
export class RedisEntryListings {
  constructor(private readonly redis: RedisServer) {}

  /** @param ttl of the entry, in milliseconds. */
  async add({ key, keepUntil, ...entry }: Entry, ttl: number): Promise<void> {
    const { client } = this.redis;
    const namespaces = this.redis.key('namespaces', entry.tenant);
    await Promise.all([
      client.ragcacheList(namespaces, entry.namespace, keepUntil, ttl),
      ...this.listingsOf(entry).map((listing) => client.ragcacheList(listing, key, keepUntil, ttl)),
    ]);
  }

  async drop(
    entries: readonly Pick<Entry, 'key' | 'tenant' | 'namespace' | 'model' | 'tags'>[],
  ): Promise<void> {
    const keys = new Map<string, CacheKey[]>();
    for (const { key, ...entry } of entries)
      for (const listing of this.listingsOf(entry)) keys.set(listing, [...(keys.get(listing) ?? []), key]);
    await Promise.all([...keys].map(([listing, dropped]) => this.redis.client.zrem(listing, ...dropped)));
  }

  /** Keys of entries that may fit the filter, page by page; more than do when it has several members, and some twice. */
  async *keysFor(filter: EntryFilter): AsyncGenerator<CacheKey[]> {
    for (const listing of await this.listingsFor(filter)) yield* this.members<CacheKey>(listing);
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

  private async listingsFor({ tenant, tags, model, namespace }: EntryFilter): Promise<string[]> {
    if (tags) return tags.map((tag) => this.tagged(tenant, tag));
    if (model !== undefined) return [this.ofModel(tenant, model)];
    const namespaces = namespace === undefined ? await this.namespaces(tenant) : [namespace];
    return namespaces.map((name) => this.inNamespace(tenant, name));
  }

  private async namespaces(tenant: string): Promise<string[]> {
    const names = new Set<string>();
    for await (const page of this.members<string>(this.redis.key('namespaces', tenant)))
      for (const name of page) names.add(name);
    return [...names];
  }

  /** Whatever is added or dropped meanwhile, a member that is there from the start to the end comes at least once. */
  private async *members<Name extends string>(listing: string): AsyncGenerator<Name[]> {
    for (let cursor = '', page: string[] = []; cursor !== '0';) {
      [cursor, page] = await this.redis.client.zscan(listing, cursor || '0', 'COUNT', PAGE);
      // Names and scores take turns.
      yield page.filter((_, at) => at % 2 === 0) as Name[];
    }
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
