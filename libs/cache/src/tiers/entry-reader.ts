import type { CacheKey } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { EntryStore, Found } from '../ports/entry-store.port.js';
import type { Ask, Judged, KnownAsk } from './ask.js';
import type { EntryJudge } from './entry-judge.js';

/** Reads entries wherever they are at the moment, pending or stored, and judges them. */
export class EntryReader {
  constructor(
    private readonly entries: EntryStore,
    private readonly pending: PendingEntries,
    private readonly judge: EntryJudge,
  ) {}

  /** The one read that serves both the exact and the canonical tier. */
  find(ask: Ask): Promise<Found> {
    return this.entries.find(ask.key, ask.canonicalKey);
  }

  /** Judges what `find` gave for the asked key, and what is pending: of two that may be served the one that was asked for later. */
  async exact(found: Found, ask: KnownAsk): Promise<Judged> {
    return this.newest(await this.judge.judge(found, ask.key, ask), ask.key, ask);
  }

  /** Reads and judges the entry under another key: a canonical pointer's or a candidate's. */
  async read(key: CacheKey, ask: KnownAsk): Promise<Judged> {
    return this.newest(await this.judge.judge(await this.entries.find(key), key, ask), key, ask);
  }

  pointer(found: Found, ask: KnownAsk): CacheKey | undefined {
    return this.pending.pointer(ask.canonicalKey) ?? found.pointer;
  }

  private async newest(stored: Judged, key: CacheKey, ask: KnownAsk): Promise<Judged> {
    const waiting = this.pending.find(key);
    if (!waiting) return stored;
    const pending = await this.judge.judgeEntry(waiting.record.entry, key, ask);
    if (!pending.servable) return stored;
    return stored.servable && stored.entry.order > pending.entry.order ? stored : pending;
  }
}
