import { randomUUID } from 'node:crypto';
import type { Counts, StatsBatch, StatsRow } from '../ports/stats-store.port.js';
import type { Tier } from '../finding.js';

/** What one answered request adds to the sums. A miss saves something when a part of what it asks for came from memory. */
export interface Tally {
  readonly outcome: Tier | 'miss';
  readonly tokensSaved: number;
  readonly costSavedUsd: number;
}

type Place = Pick<StatsRow, 'tenant' | 'namespace' | 'day'>;

/** A row that is still being added to. */
type Sums = { -readonly [Column in keyof StatsRow]: StatsRow[Column] };

const NOTHING: Counts = {
  hits_exact: 0,
  hits_canonical: 0,
  hits_semantic: 0,
  misses: 0,
  tokens_saved: 0,
  cost_saved_usd: 0,
};

/**
 * Counts that the store is not known to have. A batch that was handed out stays as it is until the store has confirmed it: the store
 * may have added it although its reply was lost, and knows it again by its number. Newer counts of its tenant and day wait meanwhile.
 */
export class UnsavedCounts {
  private readonly writer = randomUUID().slice(0, 8);
  private waiting = new Map<string, Sums>();
  private handedOut = new Map<string, StatsBatch>();
  private lastNumber = 0;

  add(place: Place, tally: Tally): void {
    const name = `${place.day} ${place.tenant} ${place.namespace}`;
    const row = this.waiting.get(name) ?? { ...place, ...NOTHING };
    this.waiting.set(name, row);
    addTo(row, tally);
  }

  /** What the store should be given now. */
  batches(): StatsBatch[] {
    const groups = new Map<string, StatsRow[]>();
    for (const [name, row] of this.waiting) {
      const group = groupOf(row);
      if (this.handedOut.has(group)) continue;
      this.waiting.delete(name);
      groups.set(group, [...(groups.get(group) ?? []), row]);
    }
    for (const [group, rows] of groups) this.handedOut.set(group, this.batch(rows));
    return [...this.handedOut.values()];
  }

  /** @param unconfirmed of the batches that the store was given. */
  settle(unconfirmed: readonly StatsBatch[]): void {
    this.handedOut = new Map(unconfirmed.map((batch) => [groupOf(batch), batch]));
  }

  private batch(rows: readonly StatsRow[]): StatsBatch {
    const { tenant, day } = rows[0]!;
    return { tenant, day, rows, writer: this.writer, number: ++this.lastNumber };
  }
}

/** Neither of the two has a space in it. */
function groupOf({ tenant, day }: Pick<StatsRow, 'tenant' | 'day'>): string {
  return `${day} ${tenant}`;
}

/** In place: this is on every answer's path. */
function addTo(counts: Sums, tally: Tally): void {
  if (tally.outcome === 'miss') counts.misses += 1;
  else counts[`hits_${tally.outcome}`] += 1;
  counts.tokens_saved += tally.tokensSaved;
  counts.cost_saved_usd += tally.costSavedUsd;
}
