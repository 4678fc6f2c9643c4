import type { CacheKey } from '@app/core';
import type { PendingEntries, PendingEntry } from '../pending/pending-entries.js';
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
    const judged = pending && (await this.judgePending(pending, ask.key, ask));
    return judged ?? this.judge.judge(found.body, ask.key, ask);
  }

  /** Reads and judges the entry under another key: a canonical pointer's or a candidate's. */
  async read(key: CacheKey, ask: KnownAsk): Promise<Judged> {
    const pending = this.pending.find(key);
    const judged = pending && (await this.judgePending(pending, key, ask));
    if (judged) return judged;
    const { body } = await this.entries.find(key);
    return this.judge.judge(body, key, ask);
  }

  pointer(found: Found, ask: KnownAsk): CacheKey | undefined {
    return this.pending.pointer(ask.canonicalKey) ?? found.pointer;
  }

  /** `undefined` = what is pending does not serve, what is stored still may. */
  private async judgePending(
    pending: PendingEntry,
    key: CacheKey,
    ask: KnownAsk,
  ): Promise<Judged | undefined> {
    const { purgeSeq } = ask.state;
    const purged =
      pending.purgeSeq.tenant !== purgeSeq.tenant || pending.purgeSeq.namespace !== purgeSeq.namespace;
    if (purged) return { servable: false, reason: 'absent' };
    const judged = await this.judge.judgeEntry(pending.record.entry, key, ask);
    return judged.servable ? judged : undefined;
  }
}
