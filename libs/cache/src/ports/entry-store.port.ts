import type { CacheKey, CanonicalKey, EntryId, EntryRecord } from '@app/core';
import { Evictions } from './evictions.js';
import { Store } from './store.port.js';

/** What a key leads to, read in one trip. */
export interface Found {
  /** The sealed text of the entry under the key. */
  readonly body?: string;
  /** The key that the canonical key points to, when one was asked for and has one. */
  readonly pointer?: CacheKey;
  /** Nothing is known: the store failed. Said by who survives that in the store's stead, never by a store. */
  readonly failed?: true;
}

/** Names entries of one tenant; members combine with AND, several tags with OR. No member besides `tenant` = all of them. */
export interface EntryFilter {
  readonly tenant: string;
  readonly id?: EntryId;
  readonly key?: CacheKey;
  readonly namespace?: string;
  readonly model?: string;
  readonly tags?: readonly string[];
  /** Digest of the question's text, to the letter. */
  readonly question?: string;
  /** Id of the API key whose requests were answered. */
  readonly writer?: string;
  /** Only entries with a lower `birth`: those that a purge of this number names. */
  readonly bornBefore?: number;
}

/** An entry that is gone, so that the vector index can forget it too. */
export interface RemovedEntry {
  readonly key: CacheKey;
  readonly id: EntryId;
}

/** Told of each slice that was looked through, of the entries in it that are gone; the next one waits for it, and ends when it throws. */
export type OnRemoved = (removed: readonly RemovedEntry[]) => void | Promise<void>;

/** Hits of one entry since the last flush. */
export interface HitCount {
  readonly key: CacheKey;
  readonly hits: number;
  /** Epoch milliseconds of the last one. */
  readonly accessedAt: number;
}

/**
 * The entries: the one place where answers live. Absent and expired (past `keepUntil`) are the same thing, `undefined`.
 * Methods reject only when the store itself fails. A store gives back bodies as it got them and judges nothing.
 */
export abstract class EntryStore extends Store {
  /** For stores that keep to a cap themselves; a server that evicts on its own tells nobody. */
  readonly evictions = new Evictions();

  abstract find(key: CacheKey, canonicalKey?: CanonicalKey): Promise<Found>;
  /** An entry of this tenant with its hit count (as flushed). */
  abstract findById(tenant: string, id: EntryId): Promise<{ body: string; hits: number } | undefined>;
  /** The tenant of an entry, whoever it is; `undefined` = there is no such entry. */
  abstract ownerOf(id: EntryId): Promise<string | undefined>;
  /**
   * Replaces what was under the key, unless that has a higher `order`: then the promise resolves to `false`. When it resolves the
   * next `find`, by any process on the store, sees it.
   */
  abstract save(record: EntryRecord): Promise<boolean>;
  /** The same for several, which costs less than one by one. Tells of each whether it was taken in. */
  saveAll(records: readonly EntryRecord[]): Promise<boolean[]> {
    return Promise.all(records.map((record) => this.save(record)));
  }

  /** Everything the filter names, at the time of the call, is gone when the promise resolves. */
  abstract remove(filter: EntryFilter, onRemoved?: OnRemoved): Promise<RemovedEntry[]>;
  /** Adds to the counts of entries that still exist; never brings one back. */
  abstract recordHits(counts: readonly HitCount[]): Promise<void>;
  /** Live entries of a tenant by namespace. */
  abstract countByNamespace(tenant: string): Promise<Record<string, number>>;

  /** Estimated bytes of all entries of all tenants, where that is cheap to say. A server's own metrics say it better. */
  bytes(): number | undefined {
    return undefined;
  }

  /** The part of them that are embeddings. */
  embeddings(): { readonly entries: number; readonly bytes: number } | undefined {
    return undefined;
  }
}
