import type { Epochs, Signals } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { PendingEntry } from '../pending/pending-entry.js';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';

export interface WriterTools {
  readonly entries: EntryStore;
  readonly registry: SourceRegistry;
  readonly pending: PendingEntries;
  readonly signals: Signals;
}

/** Writes one pending answer to the entry store, unless a purge that may name it came between. */
export class EntryWriter {
  constructor(private readonly tools: WriterTools) {}

  /** Resolves to whether the entry is in the store now. */
  async write(pending: PendingEntry): Promise<boolean> {
    if (!(await this.mayStay(pending))) return this.skip('purged');
    await this.tools.entries.save(pending.record);
    if (await this.mayStay(pending)) return true;
    await this.undo(pending);
    return this.skip('purged');
  }

  /** A purge raises its number before it deletes, so what was written in between shows a newer number here. */
  private async mayStay(pending: PendingEntry): Promise<boolean> {
    if (!this.tools.pending.holds(pending)) return false;
    const { tenant, namespace, epochs } = pending.record.entry;
    const state = await this.tools.registry.read({ tenant, namespace });
    return same(state.purgeSeq, pending.purgeSeq) && same(state.epochs, epochs);
  }

  private async undo({ record }: PendingEntry): Promise<void> {
    const { tenant, id, key } = record.entry;
    await this.tools.entries.remove({ tenant, id, key });
  }

  private skip(reason: 'purged'): false {
    this.tools.signals.count('skip', reason);
    return false;
  }
}

function same(one: Epochs, other: Epochs): boolean {
  return one.tenant === other.tenant && one.namespace === other.namespace;
}
