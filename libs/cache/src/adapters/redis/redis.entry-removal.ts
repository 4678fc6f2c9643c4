import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheKey, EntryId } from '@app/core';
import type { EntryFilter, OnRemoved, RemovedEntry } from '../../ports/entry-store.port.js';
import { FACT_FIELDS, factsOf, fits, type EntryFacts } from './redis.entry-fields.js';
import type { RedisEntryListings } from './redis.entry-listings.js';
import type { RedisServer } from './redis.server.js';

/** How many entries are looked at in one trip, and how long requests have the server and this process for themselves after it. Milliseconds. */
const SLICE = 20;
const PAUSE_MS = 5;

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
    const found = await this.facts(keys);
    const gone = await this.drop(found.filter((facts) => fits(facts, filter)));
    await this.unlink(gone);
    return gone.map(({ key, id }) => ({ key, id }));
  }

  private async facts(keys: readonly CacheKey[]): Promise<EntryFacts[]> {
    const { client } = this.redis;
    const values = await Promise.all(
      this.redis
        .together(keys)
        .map((some) => client.ragcacheFacts(some.length, ...this.entries(some), ...FACT_FIELDS)),
    );
    const found = (values as (string | null)[][][]).flat();
    return keys.map((key, at) => factsOf(key, found[at]!)).filter((facts) => facts !== undefined);
  }

  /** Gives those that were still there: a newer entry under the same key stays. */
  private async drop(all: readonly EntryFacts[]): Promise<EntryFacts[]> {
    const { client } = this.redis;
    const gone = await Promise.all(
      this.redis.together(all).map((some) => {
        const ids = some.map(({ id }) => id);
        return client.ragcacheDrop(some.length, ...this.entries(some.map(({ key }) => key)), ...ids);
      }),
    );
    const isGone = (gone as number[][]).flat();
    return all.filter((_, at) => isGone[at] === 1);
  }

  /** Takes away what leads to entries. */
  private async unlink(gone: readonly EntryFacts[]): Promise<void> {
    const { client } = this.redis;
    const ids = gone.map(({ id }) => this.redis.key('id', id));
    const pointed = gone.filter(({ canonicalKey }) => canonicalKey !== undefined);
    await Promise.all([
      ...this.redis.together(ids).map((some) => client.unlink(...some)),
      ...this.redis.together(pointed).map((some) => this.unpoint(some)),
      this.listings.drop(gone),
    ]);
  }

  private unpoint(entries: readonly EntryFacts[]): Promise<unknown> {
    const pointers = entries.map(({ canonicalKey }) => this.redis.key('canon', canonicalKey!));
    return this.redis.client.ragcacheUnpoint(pointers.length, ...pointers, ...entries.map(({ key }) => key));
  }

  private entries(keys: readonly CacheKey[]): string[] {
    return keys.map((key) => this.redis.key('entry', key));
  }
}
