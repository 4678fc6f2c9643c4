import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  withTimeout,
  type CacheKey,
  type EmbeddingEntry,
  type EmbeddingPayload,
  type Signals,
} from '@app/core';
import type { RegistryState } from '../ports/source-registry.port.js';
import type { RegistryReader } from '../resilience/registry-reader.js';
import type { HitRecorder } from '../statistics/hit-recorder.js';
import type { Ask, Judged } from '../tiers/ask.js';
import type { EntryReader } from '../tiers/entry-reader.js';

/** Entries that are read at a time. Between two slices other requests have their turn: embedded stores read in this thread. */
const SLICE = 64;

/** What was asked for, with an item's key in each case. */
export interface FoundEmbeddings {
  /** Absent = the namespace's numbers are unknown: nothing was found, and nothing may be written. */
  readonly state?: RegistryState;
  readonly entries: ReadonlyMap<CacheKey, EmbeddingEntry>;
  /** There are more, but older than the asker takes. */
  readonly isTooOld: boolean;
}

export interface EmbeddingReaderTools {
  readonly registry: RegistryReader;
  readonly reader: EntryReader<EmbeddingPayload>;
  readonly hits: HitRecorder;
  readonly signals: Signals;
  /** The time for each slice, in milliseconds: stores that are slower than this are as good as broken. */
  readonly directBudgetMs: number;
}

/** Reads the embeddings of many items. Never rejects because a part of the cache is broken: what can't be read is not found. */
export class EmbeddingReader {
  constructor(private readonly tools: EmbeddingReaderTools) {}

  /** @param ask of all items; its own key is not read. @param keys without repetitions. */
  lookUp(ask: Ask, keys: readonly CacheKey[]): Promise<FoundEmbeddings> {
    return ask.timer.time('exact', () => this.read(ask, keys));
  }

  private async read(ask: Ask, keys: readonly CacheKey[]): Promise<FoundEmbeddings> {
    const state = this.withinBudget(this.tools.registry.read(ask));
    const entries = new Map<CacheKey, EmbeddingEntry>();
    let isTooOld = false;
    for (let from = 0; from < keys.length; from += SLICE) {
      if (from > 0) await nextTurn();
      const slice = keys.slice(from, from + SLICE);
      const found = await this.withinBudget(this.slice(ask, slice, state));
      if (!found) break;
      for (const judged of found) {
        if (judged.servable) this.note(judged.entry, entries);
        else isTooOld ||= judged.reason === 'too-old';
      }
    }
    return { state: await state, entries, isTooOld };
  }

  private async slice(
    ask: Ask,
    keys: readonly CacheKey[],
    reading: Promise<RegistryState | undefined>,
  ): Promise<readonly Judged<EmbeddingPayload>[] | undefined> {
    const { reader } = this.tools;
    const waiting = keys.map((key) => reader.waiting(key));
    const asks = keys.map((key) => ({ ...ask, key }));
    const found = await Promise.all(asks.map((one) => reader.find(one)));
    const state = await reading;
    if (!state) return undefined;
    return Promise.all(asks.map((one, at) => reader.exact(found[at]!, { ...one, state }, waiting[at])));
  }

  private note(entry: EmbeddingEntry, entries: Map<CacheKey, EmbeddingEntry>): void {
    entries.set(entry.key, entry);
    this.tools.hits.record(entry.key);
  }

  /** `undefined` when the work failed or did not come to an end within the budget. */
  private async withinBudget<Result>(work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await withTimeout(work, this.tools.directBudgetMs, { whenBusy: 'extend' });
    } catch {
      this.tools.signals.count('fail_open', 'reader.embeddings');
      return undefined;
    }
  }
}
