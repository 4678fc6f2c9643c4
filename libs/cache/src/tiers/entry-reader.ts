import type { AnswerPayload, CacheKey, Payload } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { PendingEntry } from '../pending/pending-entry.js';
import type { EntryStore, Found } from '../ports/entry-store.port.js';
import type { Ask, Judged, KnownAsk } from './ask.js';
import type { EntryJudge } from './entry-judge.js';

/** Reads entries wherever they are at the moment, pending or stored, and judges them. */
export class EntryReader<Kind extends Payload = AnswerPayload> {
  constructor(
    private readonly entries: EntryStore,
    private readonly pending: PendingEntries,
    private readonly judge: EntryJudge<Kind>,
  ) {}

  /** The answer that the store may not have yet. To be taken before the store is read: its write may end in between. */
  waiting(key: CacheKey): PendingEntry | undefined {
    return this.pending.find(key);
  }

  /** The one read that serves both the exact and the canonical tier. */
  find(ask: Ask): Promise<Found> {
    return this.entries.find(ask.key, ask.canonicalKey);
  }

  /** Judges what `find` gave for the asked key, and what is pending: of two that may be served the one that was asked for later. */
  async exact(found: Found, ask: KnownAsk, waiting?: PendingEntry): Promise<Judged<Kind>> {
    const stored = await this.judge.judge(found, ask.key, ask);
    return this.newest(stored, ask, this.pending.find(ask.key) ?? waiting);
  }

  /** Reads and judges the entry under another key: a canonical pointer's or a candidate's. */
  async read(key: CacheKey, ask: KnownAsk): Promise<Judged<Kind>> {
    const waiting = this.waiting(key);
    const stored = await this.judge.judge(await this.entries.find(key), key, ask);
    return this.newest(stored, ask, this.pending.find(key) ?? waiting);
  }

  pointer(found: Found, ask: KnownAsk): CacheKey | undefined {
    return this.pending.pointer(ask.canonicalKey) ?? found.pointer;
  }

  private async newest(stored: Judged<Kind>, ask: KnownAsk, waiting?: PendingEntry): Promise<Judged<Kind>> {
    if (!waiting) return stored;
    const { entry } = waiting.record;
    const pending = await this.judge.judgeEntry(entry, entry.key, ask);
    if (!pending.servable) return stored;
    return stored.servable && stored.entry.order > pending.entry.order ? stored : pending;
  }
}
