import type { CacheKey, CanonicalKey, Clock, EntryId, EntryRecord } from '@app/core';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type OnRemoved,
  type RemovedEntry,
} from '../../ports/entry-store.port.js';
import type { RemoteServer } from '../../resilience/remote-server.js';
import { RedisEntryListings } from './redis.entry-listings.js';
import { RedisEntryRemoval } from './redis.entry-removal.js';
import { fieldsOf } from './redis.entry-fields.js';
import type { RedisServer } from './redis.server.js';

/**
 * Entries on a Redis or Valkey that other replicas, and others altogether, share. How many there may be is the server's
 * `maxmemory` to say. Lifetimes are given as durations: the clocks of two machines need not agree.
 */
export class RedisEntryStore extends EntryStore {
  override readonly server: RemoteServer;
  private readonly listings: RedisEntryListings;
  private readonly removal: RedisEntryRemoval;

  constructor(
    private readonly redis: RedisServer,
    private readonly clock: Clock,
  ) {
    super();
    this.server = redis.server;
    this.listings = new RedisEntryListings(redis);
    this.removal = new RedisEntryRemoval(redis, this.listings);
  }

  async find(key: CacheKey, canonicalKey?: CanonicalKey): Promise<Found> {
    const { client } = this.redis;
    const [[body, keepUntil], pointer] = await Promise.all([
      client.hmget(this.redis.key('entry', key), 'body', 'keep_until'),
      canonicalKey ? client.get(this.redis.key('canon', canonicalKey)) : null,
    ]);
    return { body: this.isLive(keepUntil) ? body! : undefined, pointer: this.target(pointer) };
  }

  async findById(tenant: string, id: EntryId): Promise<{ body: string; hits: number } | undefined> {
    const key = await this.redis.client.get(this.redis.key('id', id));
    if (!key) return undefined;
    const fields = ['id', 'tenant', 'keep_until', 'body', 'hits'];
    const [foundId, owner, keepUntil, body, hits] = await this.redis.client.hmget(
      this.redis.key('entry', key),
      ...fields,
    );
    const isMeant = foundId === id && owner === tenant && this.isLive(keepUntil);
    return isMeant ? { body: body!, hits: Number(hits) } : undefined;
  }

  /** Its places in the listings come first: whatever is lost between, house-keeping finds what can be served. */
  async save(record: EntryRecord): Promise<boolean> {
    const { entry, canonicalKey } = record;
    const ttl = Math.max(1, entry.keepUntil - this.clock.now());
    const { client } = this.redis;
    const pointer = `${entry.keepUntil} ${entry.order} ${entry.key}`;
    await Promise.all([
      client.set(this.redis.key('id', entry.id), entry.key, 'PX', ttl),
      this.listings.add(entry, ttl),
    ]);
    const [isSaved] = await Promise.all([
      this.replace(record, ttl),
      canonicalKey && client.ragcachePoint(this.redis.key('canon', canonicalKey), entry.order, ttl, pointer),
    ]);
    return isSaved;
  }

  async ownerOf(id: EntryId): Promise<string | undefined> {
    const key = await this.redis.client.get(this.redis.key('id', id));
    if (!key) return undefined;
    const [foundId, owner] = await this.redis.client.hmget(this.redis.key('entry', key), 'id', 'tenant');
    return foundId === id ? (owner ?? undefined) : undefined;
  }

  remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    return this.removal.run(filter, onRemoved);
  }

  async recordHits(counts: readonly HitCount[]): Promise<void> {
    await Promise.all(
      counts.map(({ key, hits, accessedAt }) =>
        this.redis.client.ragcacheHit(this.redis.key('entry', key), hits, accessedAt),
      ),
    );
  }

  countByNamespace(tenant: string): Promise<Record<string, number>> {
    return this.listings.count(tenant, this.clock.now());
  }

  ping(): Promise<void> {
    return this.redis.ping();
  }

  close(): Promise<void> {
    return this.redis.close();
  }

  private async replace(record: EntryRecord, ttl: number): Promise<boolean> {
    const key = this.redis.key('entry', record.entry.key);
    const fields = Object.entries(fieldsOf(record)).flat();
    return (await this.redis.client.ragcacheSave(key, record.entry.order, ttl, ...fields)) === 1;
  }

  private isLive(keepUntil: string | null | undefined): boolean {
    return Number(keepUntil) > this.clock.now();
  }

  private target(pointer: string | null): CacheKey | undefined {
    const [keepUntil, , key] = pointer?.split(' ') ?? [];
    return this.isLive(keepUntil) ? (key as CacheKey) : undefined;
  }
}
