import type { CacheKey } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { PendingEntry } from '../pending/pending-entry.js';
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

  /** Judges what `find` gave for the asked key. */
  async exact(found: Found, ask: KnownAsk): Promise<Judged> {
    const pending = this.pending.find(ask.key);
    if (pending) return this.judgeBoth(pending, ask, async () => found);
    return this.judge.judge(found, ask.key, ask);
  }

  /** Reads and judges the entry under another key: a canonical pointer's or a candidate's. */
  async read(key: CacheKey, ask: KnownAsk): Promise<Judged> {
    const pending = this.pending.find(key);
    const find = () => this.entries.find(key);
    if (pending) return this.judgeBoth(pending, ask, find);
    return this.judge.judge(await find(), key, ask);
  }

  pointer(found: Found, ask: KnownAsk): CacheKey | undefined {
    return this.pending.pointer(ask.canonicalKey) ?? found.pointer;
  }

  /**
   * When what is pending does not serve, what is stored still may: a newer answer, say. But not a copy of the same, which
   * was written while a purge came and which its writer is about to take back.
   */
  private async judgeBoth(pending: PendingEntry, ask: KnownAsk, find: () => Promise<Found>): Promise<Judged> {
    const { key, id } = pending.record.entry;
    const judged = await this.judgePending(pending, ask);
    if (judged.servable) return judged;
    const stored = await this.judge.judge(await find(), key, ask);
    return stored.servable && stored.entry.id === id ? judged : stored;
  }

  private async judgePending({ record, purgeSeq }: PendingEntry, ask: KnownAsk): Promise<Judged> {
    const current = ask.state.purgeSeq;
    const purged = purgeSeq.tenant !== current.tenant || purgeSeq.namespace !== current.namespace;
    if (purged) return { servable: false, reason: 'absent' };
    return this.judge.judgeEntry(record.entry, record.entry.key, ask);
  }
}
