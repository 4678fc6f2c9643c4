import type { Entry, EntryId, EntrySeal } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { VectorIndex } from '../ports/vector-index.port.js';

export interface DirectoryTools {
  readonly entries: EntryStore;
  readonly vectors: VectorIndex;
  readonly pending: PendingEntries;
  readonly seal: EntrySeal;
}

/** Looks single entries up, and removes them, for the tenant that owns them: another tenant's is not there. */
export class EntryDirectory {
  constructor(private readonly tools: DirectoryTools) {}

  async find(tenant: string, id: string): Promise<{ entry: Entry; hits: number } | undefined> {
    const pending = this.tools.pending.list({ tenant, id: id as EntryId })[0];
    if (pending) return { entry: pending, hits: 0 };
    const stored = await this.tools.entries.findById(tenant, id as EntryId);
    if (!stored) return undefined;
    const unsealed = this.tools.seal.unseal(stored.body);
    return unsealed.ok && unsealed.entry.tenant === tenant
      ? { entry: unsealed.entry, hits: stored.hits }
      : undefined;
  }

  /** Whether there was one to remove. */
  async remove(tenant: string, id: string): Promise<boolean> {
    const filter = { tenant, id: id as EntryId };
    const waiting = this.tools.pending.remove(filter);
    const stored = await this.tools.entries.remove(filter);
    await this.tools.vectors.remove(stored.map((entry) => ({ key: entry.key, entryId: entry.id })));
    return waiting.length + stored.length > 0;
  }
}
