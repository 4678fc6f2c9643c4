import type { PendingEntries } from '../pending/pending-entries.js';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import type { VectorIndex } from '../ports/vector-index.port.js';

/** What is to be forgotten, inside one tenant: everything, or what all given members name (several tags with OR). */
export interface PurgeOrder {
  readonly tenant: string;
  readonly all?: boolean;
  readonly namespace?: string;
  readonly tags?: readonly string[];
  readonly model?: string;
  /** To the letter. */
  readonly question?: string;
  /** Id of the API key that asked. */
  readonly writer?: string;
}

export interface PurgeTools {
  readonly entries: EntryStore;
  readonly vectors: VectorIndex;
  readonly registry: SourceRegistry;
  readonly pending: PendingEntries;
}

/** Forgets answers. It is obeyed from the moment its number is raised; the deletes behind it only free the room. */
export class Purge {
  constructor(private readonly tools: PurgeTools) {}

  /** Resolves to how many stored answers were deleted. Rejects when a store or the registry could not be reached. */
  async run(order: PurgeOrder): Promise<number> {
    const { tenant, namespace, tags, model, question, writer } = order;
    const filter = { tenant, namespace, tags, model, question, writer };
    await this.raise(order);
    this.tools.pending.remove(filter);
    const removed = await this.tools.entries.remove(filter);
    await this.tools.vectors.remove(removed.map(({ key, id }) => ({ key, entryId: id })));
    return removed.length;
  }

  /** A whole wall gets a new epoch; a purge of less can only stop the writes that are under way. */
  private raise({ tenant, namespace, tags, model, question, writer }: PurgeOrder): Promise<number> {
    const isWholeWall = [tags, model, question, writer].every((member) => member === undefined);
    const wall = { tenant, namespace };
    return isWholeWall ? this.tools.registry.raiseEpoch(wall) : this.tools.registry.raisePurgeSeq(wall);
  }
}
