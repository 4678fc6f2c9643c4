import type { Clock, Entry, Signals } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { Candidate, VectorIndex, VectorQuery } from '../ports/vector-index.port.js';
import type { KnownAsk } from './ask.js';
import type { EntryReader } from './entry-reader.js';

/** A candidate whose entry was read and found servable. */
export interface LiveCandidate {
  readonly entry: Entry;
  readonly similarity: number;
}

/** How many of the nearest are looked at. */
const LIMIT = 4;

export interface SearchTools {
  readonly index: VectorIndex;
  readonly pending: PendingEntries;
  readonly reader: EntryReader;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** The nearest servable entries of a scope, best first. Points that lead nowhere are dropped from the index when met. */
export class CandidateSearch {
  constructor(private readonly tools: SearchTools) {}

  /** Searches once more when every candidate proved dead: better ones may stand behind them. */
  async find(vector: Float32Array, ask: KnownAsk): Promise<LiveCandidate[]> {
    const first = await this.once(vector, ask);
    const allDead = first.met > 0 && first.live.length === 0;
    return allDead ? (await this.once(vector, ask)).live : first.live;
  }

  private async once(vector: Float32Array, ask: KnownAsk): Promise<{ met: number; live: LiveCandidate[] }> {
    const { tenant, scope } = ask;
    const query = {
      tenant,
      scope,
      epochs: ask.state.epochs,
      now: this.tools.clock.now(),
      vector,
      limit: LIMIT,
    };
    const candidates = await this.nearest(query);
    const read = await Promise.all(candidates.map((candidate) => this.read(candidate, ask)));
    await this.forget(candidates.filter((_, index) => !read[index]));
    return { met: candidates.length, live: read.filter((candidate) => candidate !== undefined) };
  }

  /** Pending answers stand in for their index points, which may still lead to what they replace. */
  private async nearest(query: VectorQuery): Promise<Candidate[]> {
    const pending = this.tools.pending.nearest(query);
    const keys = new Set(pending.map(({ key }) => key));
    const indexed = await this.tools.index.nearest(query);
    return [...pending, ...indexed.filter(({ key }) => !keys.has(key))]
      .sort((one, other) => other.similarity - one.similarity)
      .slice(0, LIMIT);
  }

  private async read(
    { key, entryId, similarity }: Candidate,
    ask: KnownAsk,
  ): Promise<LiveCandidate | undefined> {
    const judged = await this.tools.reader.read(key, ask);
    return judged.servable && judged.entry.id === entryId ? { entry: judged.entry, similarity } : undefined;
  }

  private async forget(dead: readonly Candidate[]): Promise<void> {
    if (dead.length === 0) return;
    await this.tools.index.remove(dead).catch(() => this.tools.signals.count('fail_open', 'vectors.remove'));
  }
}
