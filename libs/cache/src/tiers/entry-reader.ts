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

  /** Judges what `find` gave for the asked key. */
  async exact(found: Found, ask: KnownAsk): Promise<Judged> {
    return (await this.fromPending(ask.key, ask)) ?? this.judge.judge(found.body, ask.key, ask);
  }

  /** Reads and judges the entry under another key: a canonical pointer's or a candidate's. */
  async read(key: CacheKey, ask: KnownAsk): Promise<Judged> {
    const pending = await this.fromPending(key, ask);
    if (pending) return pending;
    const { body } = await this.entries.find(key);
    return this.judge.judge(body, key, ask);
  }

  pointer(found: Found, ask: KnownAsk): CacheKey | undefined {
    return this.pending.pointer(ask.canonicalKey) ?? found.pointer;
  }

  private async fromPending(key: CacheKey, ask: KnownAsk): Promise<Judged | undefined> {
    const pending = this.pending.find(key);
    if (!pending) return undefined;
    const { purgeSeq } = ask.state;
    const purged =
      pending.purgeSeq.tenant !== purgeSeq.tenant || pending.purgeSeq.namespace !== purgeSeq.namespace;
    if (purged) return { servable: false, reason: 'absent' };
    const judged = await this.judge.judgeEntry(pending.record.entry, key, ask);
    return judged.servable ? judged : undefined;
  }
}
