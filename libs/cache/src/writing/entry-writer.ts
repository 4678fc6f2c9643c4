import type { Signals } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { PendingEntry } from '../pending/pending-entry.js';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
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

  /** The same for several of one namespace, together. Tells of each whether it is in the store now. */
  async writeAll(several: readonly PendingEntry[]): Promise<boolean[]> {
    const staying = await this.staying(several);
    const saved = await this.tools.entries.saveAll(staying.map(({ record }) => record));
    const written = staying.filter((_, at) => saved[at]);
    const stayed = new Set(await this.staying(written));
    await Promise.all(written.filter((one) => !stayed.has(one)).map((one) => this.undo(one)));
    const outdated = new Set(staying.filter((_, at) => !saved[at]));
    return several.map((one) => stayed.has(one) || this.skip(outdated.has(one) ? 'outdated' : 'purged'));
  }

  private async staying(several: readonly PendingEntry[]): Promise<PendingEntry[]> {
    const [first] = several;
    if (!first) return [];
    const state = await this.tools.registry.read(first.record.entry);
    const may = await Promise.all(several.map((pending) => this.mayStay(pending, state)));
    return several.filter((_, at) => may[at]);
  }

  private async mayStay(pending: PendingEntry, known?: RegistryState): Promise<boolean> {
    if (!this.tools.pending.holds(pending)) return false;
    const { entry } = pending.record;
    const state = known ?? (await this.tools.registry.read(entry));
    return !(await this.tools.purges.isForgotten(entry, state));
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
