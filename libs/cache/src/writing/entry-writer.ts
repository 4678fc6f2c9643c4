import type { Signals } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { PendingEntry } from '../pending/pending-entry.js';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';

export interface WriterTools {
  readonly entries: EntryStore;
  readonly registry: SourceRegistry;
  readonly purges: PurgeBooks;
  readonly pending: PendingEntries;
  readonly signals: Signals;
}

/**
 * Writes one pending answer to the entry store. Whoever reads an entry looks at the purges, so none is served for being written
 * late; looking here too keeps the text of a forgotten answer out of the store.
 */
export class EntryWriter {
  constructor(private readonly tools: WriterTools) {}

  /** Resolves to whether the entry is in the store now. */
  async write(pending: PendingEntry): Promise<boolean> {
    if (!(await this.mayStay(pending))) return this.skip('purged');
    if (!(await this.tools.entries.save(pending.record))) return this.skip('outdated');
    if (await this.mayStay(pending)) return true;
    await this.undo(pending);
    return this.skip('purged');
  }

  private async mayStay(pending: PendingEntry): Promise<boolean> {
    if (!this.tools.pending.holds(pending)) return false;
    const { entry } = pending.record;
    return !(await this.tools.purges.isForgotten(entry, await this.tools.registry.read(entry)));
  }

  private async undo({ record }: PendingEntry): Promise<void> {
    const { tenant, id, key } = record.entry;
    await this.tools.entries.remove({ tenant, id, key });
  }

  private skip(reason: 'purged' | 'outdated'): false {
    this.tools.signals.count('skip', reason);
    return false;
  }
}
