import { RagCacheError, type Entry, type EntryId, type EntrySeal } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { RegistryState } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';
import type { RegistryReader } from '../resilience/registry-reader.js';
import type { NewPurge, Purge } from './purge.js';

export interface DirectoryTools {
  readonly entries: EntryStore;
  readonly registry: RegistryReader;
  readonly purges: PurgeBooks;
  readonly pending: PendingEntries;
  readonly purge: Purge;
  readonly seal: EntrySeal;
}

/** An entry of any kind with its count of hits, as far as they were flushed. */
export interface FoundEntry {
  readonly entry: Entry;
  readonly hits: number;
}

/** Looks single entries up, and removes them, for the tenant that owns them: another tenant's is not there. */
export class EntryDirectory {
  constructor(private readonly tools: DirectoryTools) {}

  async find(tenant: string, id: string): Promise<FoundEntry | undefined> {
    const [pending] = this.tools.pending.list({ tenant, id: id as EntryId });
    const found = pending ? { entry: pending, hits: 0 } : await this.findStored(tenant, id as EntryId);
    if (!found) return undefined;
    const state = await this.tools.registry.read(found.entry);
    if (!state) throw unavailable();
    return (await this.isForgotten(found.entry, state)) ? undefined : found;
  }

  /**
   * Forgets it, found or not: where the store has lost the way to an entry, the entry itself may still be there. `undefined` = it is
   * another tenant's.
   */
  async remove(tenant: string, id: string, by: string): Promise<NewPurge | undefined> {
    const owner = await this.tools.entries.ownerOf(id as EntryId);
    if (owner !== undefined && owner !== tenant) return undefined;
    return this.tools.purge.run({ tenant, by, id: id as EntryId });
  }

  private async isForgotten(entry: Entry, state: RegistryState): Promise<boolean> {
    try {
      return await this.tools.purges.isForgotten(entry, state);
    } catch (cause) {
      throw unavailable({ cause });
    }
  }

  private async findStored(tenant: string, id: EntryId): Promise<FoundEntry | undefined> {
    const stored = await this.tools.entries.findById(tenant, id);
    if (!stored) return undefined;
    const unsealed = this.tools.seal.unseal(stored.body);
    return unsealed.ok && unsealed.entry.tenant === tenant
      ? { entry: unsealed.entry, hits: stored.hits }
      : undefined;
  }
}

function unavailable(options: ErrorOptions = {}): RagCacheError {
  const detail = 'The registry can not be read, so nothing is known of purges. Try again in a moment.';
  return new RagCacheError('store_unavailable', detail, { ...options, retryAfterMs: 1_000 });
}
