import {
  judge,
  type AnswerPayload,
  type CacheKey,
  type Clock,
  type Entry,
  type InvalidReason,
  type Payload,
  type Signals,
} from '@app/core';
import type { Found } from '../ports/entry-store.port.js';
import type { Judged, KnownAsk } from './ask.js';
import type { PurgeBooks } from '../purges/purge-books.js';
import type { SourceCheck } from './source-check.js';
import type { SealMemo } from './seal-memo.js';

export interface JudgeTools<Kind extends Payload> {
  /** Entries of another kind are no entries of the asked key: they were moved there. */
  readonly isKind: (entry: Entry) => entry is Entry<Kind>;
  readonly sealMemo: SealMemo;
  readonly sources: SourceCheck;
  readonly purges: PurgeBooks;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** Decides whether what a store gave back may be served, trusting nothing about how it was found. */
export class EntryJudge<Kind extends Payload = AnswerPayload> {
  constructor(private readonly tools: JudgeTools<Kind>) {}

  /** @param key the key the body was read under: a body that belongs under another one was moved there. */
  async judge({ body, failed }: Found, key: CacheKey, ask: KnownAsk): Promise<Judged<Kind>> {
    if (body === undefined) return { servable: false, reason: failed ? 'unread' : 'absent' };
    const unsealed = this.tools.sealMemo.unseal(key, body);
    if (!unsealed.ok) return this.reject(unsealed.reason);
    return this.judgeEntry(unsealed.entry, key, ask);
  }

  /** The same for an entry that never left the process. */
  async judgeEntry(entry: Entry, key: CacheKey, ask: KnownAsk): Promise<Judged<Kind>> {
    if (entry.key !== key) return this.reject('key');
    if (!this.tools.isKind(entry)) return this.reject('schema');
    if (ask.suits?.(entry.payload) === false) return { servable: false, reason: 'absent' };
    const { tenant, scope, state, maxAgeMs } = ask;
    const validity = judge(entry, {
      tenant,
      scope,
      epochs: state.epochs,
      purgeFloor: state.purges.floor,
      now: this.tools.clock.now(),
      maxAgeMs,
    });
    if (!validity.valid) return this.reject(validity.reason);
    if (entry.birth !== state.purges.seq && (await this.isPurged(entry, ask))) return this.reject('purged');
    const holds = entry.sources.length === 0 || (await this.sourcesHold(entry, ask));
    if (!holds) return this.reject('source');
    return { servable: true, entry };
  }

  /**
   * Purges that can't be read may name the entry: that is a miss. So may those that a registry lost which doesn't know a number as
   * high as the entry's.
   */
  private async isPurged(entry: Entry, { state }: KnownAsk): Promise<boolean> {
    if (entry.birth > state.purges.seq) return true;
    try {
      return await this.tools.purges.isPurged(entry, state.purges);
    } catch {
      this.tools.signals.count('fail_open', 'registry.purges');
      return true;
    }
  }

  /** A registry that can't be read leaves the sources' state unknown: that is a miss. */
  private async sourcesHold(entry: Entry, { state }: KnownAsk): Promise<boolean> {
    try {
      return await this.tools.sources.isCurrent(entry, state);
    } catch {
      this.tools.signals.count('fail_open', 'registry.versions');
      return false;
    }
  }

  private reject(reason: InvalidReason): Judged<Kind> {
    this.tools.signals.count('invalid_entry', reason);
    return { servable: false, reason };
  }
}
