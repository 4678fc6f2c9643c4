import type { Answer, Clock, EntrySeal, Signals } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { PendingEntry } from '../pending/pending-entry.js';
import type { KnownAsk } from '../tiers/ask.js';
import type { EntryWriter } from './entry-writer.js';
import { newEntry, type RememberOptions } from './new-entry.js';
import { whyNotStorable, type SkipReason } from './storable.js';
import type { VectorWriter } from './vector-writer.js';

export interface RememberTools {
  readonly pending: PendingEntries;
  readonly entries: EntryWriter;
  readonly vectors: VectorWriter;
  readonly seal: EntrySeal;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** Takes a finished answer in: visible to the next request at once, written to the stores after. */
export class Remember {
  private readonly writing = new Set<Promise<void>>();

  constructor(private readonly tools: RememberTools) {}

  /** Whether the answer was accepted for storing; when not, the reason is counted. */
  accept(answer: Answer, ask: KnownAsk, options: RememberOptions): boolean {
    const reason = whyNotStorable(answer) ?? (this.tools.pending.isFull ? 'queue-full' : undefined);
    if (reason) return this.skip(reason);
    const entry = newEntry(ask, answer, options, this.tools.clock.now());
    const record = { entry, canonicalKey: ask.canonicalKey, body: this.tools.seal.seal(entry) };
    const pending: PendingEntry = { record, purgeSeq: ask.state.purgeSeq };
    if (!this.tools.pending.add(pending)) return this.skip('purged');
    this.track(this.store(pending, ask));
    return true;
  }

  /** Counts an answer that is not remembered. */
  skip(reason: SkipReason): false {
    this.tools.signals.count('skip', reason);
    return false;
  }

  /** Resolves when everything accepted so far is in the stores or was given up. */
  async drain(): Promise<void> {
    await Promise.all(this.writing);
  }

  private track(write: Promise<void>): void {
    this.writing.add(write);
    void write.finally(() => this.writing.delete(write));
  }

  /**
   * The entry first: a vector that leads nowhere is only dropped, an entry without a vector still hits. What could not be
   * written is let go at once, not when its vector is made.
   */
  private async store(pending: PendingEntry, ask: KnownAsk): Promise<void> {
    const vector = this.tools.vectors.prepare(pending, ask);
    try {
      if (!(await this.tools.entries.write(pending))) return;
      this.tools.pending.handOver(pending);
      const point = await vector;
      if (this.tools.pending.holds(pending)) await this.tools.vectors.write(point);
    } catch {
      this.skip('store-failed');
    } finally {
      this.tools.pending.settle(pending);
    }
  }
}
