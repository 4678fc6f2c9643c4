import type { Clock, AnswerEntry, Signals } from '@app/core';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { Candidate, VectorIndex, VectorQuery } from '../ports/vector-index.port.js';
import type { Judged, KnownAsk } from './ask.js';
import type { EntryReader } from './entry-reader.js';

/** A candidate whose entry was read and found servable. */
export interface LiveCandidate {
  readonly entry: AnswerEntry;
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

/** A candidate and the judgement of its entry. */
interface JudgedCandidate extends Candidate {
  readonly judged: Judged;
}

/** The nearest servable entries of a scope, best first. Points that lead nowhere are removed from the index when they are found. */
export class CandidateSearch {
  constructor(private readonly tools: SearchTools) {}

  /** Searches once more, past the first candidates, when none of them can be served: better ones may follow. */
  async find(vector: Float32Array, ask: KnownAsk): Promise<LiveCandidate[]> {
    const fetched = await this.fetch(vector, ask, []);
    const live = liveOf(fetched);
    if (live.length > 0 || fetched.length === 0) return live;
    return liveOf(await this.fetch(vector, ask, fetched));
  }

  private async fetch(
    vector: Float32Array,
    ask: KnownAsk,
    known: readonly Candidate[],
  ): Promise<JudgedCandidate[]> {
    const { tenant, scope, state } = ask;
    const now = this.tools.clock.now();
    const limit = LIMIT + known.length;
    const nearest = await this.nearest({ tenant, scope, epochs: state.epochs, now, vector, limit });
    const ids = new Set(known.map(({ entryId }) => entryId));
    const candidates = nearest.filter(({ entryId }) => !ids.has(entryId)).slice(0, LIMIT);
    const fetched = await Promise.all(candidates.map((candidate) => this.read(candidate, ask)));
    // Not awaited: tidying up is not what the tier's time budget is for.
    void this.removeDangling(fetched.filter(isDangling));
    return fetched;
  }

  /** Pending answers stand in for their index points, which may still lead to what they replace. */
  private async nearest(query: VectorQuery): Promise<Candidate[]> {
    const pending = this.tools.pending.nearest(query);
    const keys = new Set(pending.map(({ key }) => key));
    const indexed = await this.tools.index.nearest(query);
    return [...pending, ...indexed.filter(({ key }) => !keys.has(key))].sort(
      (one, other) => other.similarity - one.similarity,
    );
  }

  private async read(candidate: Candidate, ask: KnownAsk): Promise<JudgedCandidate> {
    return { ...candidate, judged: await this.tools.reader.read(candidate.key, ask) };
  }

  private async removeDangling(dangling: readonly Candidate[]): Promise<void> {
    if (dangling.length === 0) return;
    await this.tools.index
      .remove(dangling)
      .catch(() => this.tools.signals.count('fail_open', 'vectors.remove'));
  }
}

function liveOf(fetched: readonly JudgedCandidate[]): LiveCandidate[] {
  return fetched.flatMap(({ judged, entryId, similarity }) =>
    judged.servable && judged.entry.id === entryId ? [{ entry: judged.entry, similarity }] : [],
  );
}

/** Only what was read and is not there: an entry that can't be read, or can't be served to this asker now, may serve the next. */
function isDangling({ judged, entryId }: JudgedCandidate): boolean {
  return judged.servable ? judged.entry.id !== entryId : judged.reason === 'absent';
}
