import type { Answer, Clock, EmbeddedItem, Entry, EntrySeal, Payload, Signals } from '@app/core';
import { bulkhead } from 'cockatiel';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { PendingEntry } from '../pending/pending-entry.js';
import type { VectorPoint } from '../ports/vector-index.port.js';
import type { CalledAsk } from '../tiers/ask.js';
import type { EntryWriter } from './entry-writer.js';
import { newEntry, type EntryOptions } from './new-entry.js';
import { whyNotStorable, type SkipReason } from './storable.js';
import type { VectorWriter } from './vector-writer.js';

export interface CacheWriterTools {
  readonly pending: PendingEntries;
  readonly entries: EntryWriter;
  readonly vectors: VectorWriter;
  readonly seal: EntrySeal;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** Longest entry that is kept, in UTF-16 units: a long answer stands in it twice, as text and as the provider's message. */
const LARGEST_ENTRY = 4_000_000;

/** Groups of embeddings that are written at a time: a batch has thousands, and a store has other work. */
const GROUPS_AT_ONCE = 2;

/** The embedding of one item, and the request for it. */
export interface ItemEmbedding {
  readonly embedding: EmbeddedItem;
  readonly ask: CalledAsk;
}

/** An answer that was taken in. */
export interface Accepted {
  /** Resolves to whether the entry store has it now, and never rejects. */
  readonly written: Promise<boolean>;
}

/** An answer that was not taken in, and why. */
export interface Skipped {
  readonly skipped: SkipReason;
}

/** Takes a finished answer or an embedding in: visible to the next request at once, written to the stores after. */
export class CacheWriter {
  private readonly writing = new Set<Promise<void>>();
  private readonly groups = bulkhead(GROUPS_AT_ONCE, Infinity);

  constructor(private readonly tools: CacheWriterTools) {
    tools.signals.watch('pending_writes', () => tools.pending.size);
  }

  /** Takes the answer in, or counts and returns the reason why not. */
  accept(answer: Answer, ask: CalledAsk, options: EntryOptions): Accepted | Skipped {
    const reason = whyNotStorable(answer, options.keepsToolCalls);
    return reason ? this.skip(reason) : this.take({ kind: 'answer', answer }, ask, options);
  }

  /**
   * The same for embeddings of one call, which are written together: some dozens at a time.
   * @param embeddings each with an item's key in its ask, and no question.
   */
  acceptEmbeddings(embeddings: readonly ItemEmbedding[], options: EntryOptions): (Accepted | Skipped)[] {
    const taken: PendingEntry[] = [];
    const written = Promise.resolve().then(() => this.groups.execute(() => this.writeGroup(taken)));
    const results = embeddings.map(({ embedding, ask }) => {
      const pending = this.pendingOf({ kind: 'embedding', embedding }, ask, options);
      if ('skipped' in pending) return pending;
      const place = taken.push(pending) - 1;
      return { written: written.then((stored) => stored[place] ?? false) };
    });
    this.track(written.then(() => undefined));
    return results;
  }

  /** Counts an answer that is not remembered. */
  skip(reason: SkipReason): Skipped {
    this.tools.signals.count('skip', reason);
    return { skipped: reason };
  }

  /** Resolves when everything accepted so far is in the stores or was given up. */
  async drain(): Promise<void> {
    await Promise.all(this.writing);
  }

  private take(payload: Payload, ask: CalledAsk, options: EntryOptions): Accepted | Skipped {
    const pending = this.pendingOf(payload, ask, options);
    if ('skipped' in pending) return pending;
    const vector = this.tools.vectors.prepare(pending, ask);
    const written = this.write(pending);
    this.track(this.finish(pending, written, vector));
    return { written };
  }

  /** Makes the entry and takes it in: from here on it is found. */
  private pendingOf(payload: Payload, ask: CalledAsk, options: EntryOptions): PendingEntry | Skipped {
    if (this.tools.pending.isFullOf(payload.kind)) return this.skip('queue-full');
    const entry = newEntry(ask, payload, options, this.tools.clock.now());
    const body = this.sealed(entry);
    if (body === undefined) return this.skip('too-large');
    const pending: PendingEntry = { record: { entry, canonicalKey: ask.canonicalKey, body } };
    return this.tools.pending.add(pending) ? pending : this.skip('outdated');
  }

  /** `undefined` = larger, or more deeply nested, than what is kept. */
  private sealed(entry: Entry): string | undefined {
    try {
      const body = this.tools.seal.seal(entry);
      return body.length > LARGEST_ENTRY ? undefined : body;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  private track(write: Promise<void>): void {
    this.writing.add(write);
    void write.finally(() => this.writing.delete(write));
  }

  private async write(pending: PendingEntry): Promise<boolean> {
    try {
      if (!(await this.tools.entries.write(pending))) return false;
      this.tools.pending.handOver(pending);
      return true;
    } catch {
      this.skip('store-failed');
      return false;
    }
  }

  /** Never rejects. Tells of each whether the entry store has it now. */
  private async writeGroup(group: readonly PendingEntry[]): Promise<boolean[]> {
    try {
      return await this.tools.entries.writeAll(group);
    } catch {
      group.forEach(() => this.skip('store-failed'));
      return [];
    } finally {
      for (const pending of group) this.tools.pending.settle(pending);
    }
  }

  /**
   * The entry first: a vector that leads nowhere is only dropped, an entry without a vector still hits. What could not be
   * written is let go at once, not when its vector is made.
   */
  private async finish(
    pending: PendingEntry,
    written: Promise<boolean>,
    vector: Promise<VectorPoint | undefined>,
  ): Promise<void> {
    if (await written) {
      const point = await vector;
      if (this.tools.pending.holds(pending)) await this.tools.vectors.write(point);
    }
    this.tools.pending.settle(pending);
  }
}
