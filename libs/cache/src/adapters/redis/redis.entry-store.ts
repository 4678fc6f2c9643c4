import type { CacheKey, CanonicalKey, Clock, EntryId, EntryRecord } from '@app/core';
import {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type RemovedEntry,
} from '../../ports/entry-store.port.js';
import type { RemoteServer } from '../../resilience/remote-server.js';
import { RedisEntryListings } from './redis.entry-listings.js';
import { RedisEntryRemoval } from './redis.entry-removal.js';
import { fieldsOf } from './redis.entry-fields.js';
import { allSucceeded } from './redis.replies.js';
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

  async save(record: EntryRecord): Promise<void> {
    const { entry, canonicalKey } = record;
    const now = this.clock.now();
    const ttl = Math.max(1, entry.keepUntil - now);
    const { client } = this.redis;
    const pointer = `${entry.keepUntil} ${entry.key}`;
    await Promise.all([
      this.replace(record, ttl),
      client.set(this.redis.key('id', entry.id), entry.key, 'PX', ttl),
      canonicalKey && client.set(this.redis.key('canon', canonicalKey), pointer, 'PX', ttl),
      this.listings.add(entry, now, ttl),
    ]);
  }

  remove(filter: EntryFilter): Promise<RemovedEntry[]> {
    return this.removal.run(filter);
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

  /** Body and lifetime in one transaction: an entry that never expires can't come to be. */
  private async replace(record: EntryRecord, ttl: number): Promise<void> {
    const key = this.redis.key('entry', record.entry.key);
    const replies = await this.redis.client
      .multi()
      .del(key)
      .hset(key, fieldsOf(record))
      .pexpire(key, ttl)
      .exec();
    allSucceeded(replies);
  }

  private isLive(keepUntil: string | null | undefined): boolean {
    return Number(keepUntil) > this.clock.now();
  }

  private target(pointer: string | null): CacheKey | undefined {
    const [keepUntil, key] = pointer?.split(' ') ?? [];
    return this.isLive(keepUntil) ? (key as CacheKey) : undefined;
  }
}
