import type { EntryId, Signals } from '@app/core';
import type { EntryStore, RemovedEntry } from '../ports/entry-store.port.js';
import type { PurgeFact, PurgeLog, PurgeProgress } from '../ports/purge-log.port.js';
import type { VectorIndex } from '../ports/vector-index.port.js';

export interface HouseKeepingTools {
  readonly entries: EntryStore;
  readonly vectors: VectorIndex;
  readonly purges: PurgeLog;
  readonly signals: Signals;
}

/** Deletes what purges named. They are obeyed without it: it frees the room, and takes the texts away. */
export class HouseKeeping {
  private readonly underWay = new Map<string, Promise<PurgeProgress>>();
  private isStopping = false;

  constructor(private readonly tools: HouseKeepingTools) {}

  /**
   * Resolves when everything that the purge named is deleted. Rejects when a store fails; the rest is left for `resume`.
   * @param dropped answers that the purge kept from being written. They count once, although one may have reached the store.
   */
  run(tenant: string, fact: PurgeFact, dropped: readonly EntryId[] = []): Promise<PurgeProgress> {
    const name = `${tenant} ${fact.number}`;
    const running = this.underWay.get(name);
    if (running) return running;
    const run = this.deleteAll(tenant, fact, dropped).finally(() => this.underWay.delete(name));
    this.underWay.set(name, run);
    return run;
  }

  /**
   * Takes up what was interrupted, one purge after the other: those from before the time, epoch milliseconds. Another process may
   * still be at one of them; then they share the work.
   */
  async resume(before: number): Promise<void> {
    for (const { tenant, number, at } of await this.tools.purges.unfinished()) {
      if (this.isStopping) return;
      if (at > before) continue;
      const fact = await this.tools.purges.find(tenant, number);
      if (fact && !fact.isDone) await this.run(tenant, fact);
    }
  }

  /** Resolves when nothing is under way. What is not done is left for the next start, or for another process. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.allSettled(this.underWay.values());
  }

  private async deleteAll(
    tenant: string,
    { number, named }: PurgeFact,
    dropped: readonly EntryId[],
  ): Promise<PurgeProgress> {
    const { entries, purges } = this.tools;
    let found = 0;
    const count = async (more: number) => {
      found += more;
      if (more > 0) await purges.noteProgress(tenant, number, { found: more, isDone: false });
    };
    const onRemoved = async (removed: readonly RemovedEntry[]) => {
      await this.removeVectors(removed);
      await count(removed.filter(({ id }) => !dropped.includes(id)).length);
      if (this.isStopping) throw new Error('The service stops: the rest is deleted later.');
    };
    await count(dropped.length);
    await entries.remove({ tenant, ...named, bornBefore: number }, onRemoved);
    await purges.noteProgress(tenant, number, { found: 0, isDone: true });
    return { found, isDone: true };
  }

  /** A vector that leads nowhere is dropped by whoever meets it. */
  private async removeVectors(removed: readonly RemovedEntry[]): Promise<void> {
    const points = removed.map(({ key, id }) => ({ key, entryId: id }));
    await this.tools.vectors
      .remove(points)
      .catch(() => this.tools.signals.count('fail_open', 'vectors.remove'));
  }
}
