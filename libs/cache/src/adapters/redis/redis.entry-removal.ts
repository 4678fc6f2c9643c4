import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheKey, EntryId } from '@app/core';
import type { EntryFilter, OnRemoved, RemovedEntry } from '../../ports/entry-store.port.js';
import { FACT_FIELDS, factsOf, fits, type EntryFacts } from './redis.entry-fields.js';
import type { RedisEntryListings } from './redis.entry-listings.js';
import type { RedisServer } from './redis.server.js';

/** How many entries are looked at in one trip, and how long requests have the server for themselves after it. Milliseconds. */
const SLICE = 20;
const PAUSE_MS = 2;

/** Removes the entries that a filter names, with everything that leads to them. */
export class RedisEntryRemoval {
  constructor(
    private readonly redis: RedisServer,
    private readonly listings: RedisEntryListings,
  ) {}

  async run(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]> {
    const removed: RemovedEntry[] = [];
    for await (const keys of this.slices(filter)) {
      const slice = await this.slice(keys, filter);
      await onRemoved?.(slice);
      await sleep(PAUSE_MS);
      removed.push(...slice);
    }
    return removed;
  }

  private async *slices(filter: EntryFilter): AsyncGenerator<readonly CacheKey[]> {
    for await (const keys of this.candidates(filter))
      for (let at = 0; at < keys.length; at += SLICE) yield keys.slice(at, at + SLICE);
  }

  private async *candidates({ id, key, ...filter }: EntryFilter): AsyncGenerator<readonly CacheKey[]> {
    if (key) yield [key];
    else if (!id) yield* this.listings.keysFor(filter);
    else yield* this.ofId(id);
  }

  private async *ofId(id: EntryId): AsyncGenerator<readonly CacheKey[]> {
    const found = await this.redis.client.get(this.redis.key('id', id));
    if (found) yield [found as CacheKey];
  }

  private async slice(keys: readonly CacheKey[], filter: EntryFilter): Promise<RemovedEntry[]> {
    const found = await Promise.all(keys.map((key) => this.facts(key)));
    const named = found.filter((facts) => facts !== undefined).filter((facts) => fits(facts, filter));
    const gone = await Promise.all(named.map((facts) => this.drop(facts)));
    return named.filter((_, at) => gone[at]).map(({ key, id }) => ({ key, id }));
  }

  private async facts(key: CacheKey): Promise<EntryFacts | undefined> {
    return factsOf(key, await this.redis.client.hmget(this.redis.key('entry', key), ...FACT_FIELDS));
  }

  /** Whether the entry was still there: a newer one under its key stays. */
  private async drop(facts: EntryFacts): Promise<boolean> {
    const { key, id, canonicalKey } = facts;
    const { client } = this.redis;
    if ((await client.ragcacheDrop(this.redis.key('entry', key), id)) !== 1) return false;
    await Promise.all([
      client.unlink(this.redis.key('id', id)),
      canonicalKey && client.ragcacheUnpoint(this.redis.key('canon', canonicalKey), key),
      this.listings.drop(facts),
    ]);
    return true;
  }
}
