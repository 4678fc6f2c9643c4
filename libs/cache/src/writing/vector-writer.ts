import type { Signals } from '@app/core';
import type { Embedder, Embedding } from '@app/embedding';
import type { PendingEntry } from '../pending/pending-entry.js';
import type { ReusePolicy } from '../policy/reuse.policy.js';
import type { VectorIndex, VectorPoint } from '../ports/vector-index.port.js';
import type { Ask } from '../tiers/ask.js';

export interface VectorWriterTools {
  readonly embedder: Embedder;
  readonly index: VectorIndex;
  readonly policy: ReusePolicy;
  readonly signals: Signals;
}

/** Gives a remembered question its place in the vector index, if it is one that can be compared by meaning. */
export class VectorWriter {
  constructor(
    private readonly tools: VectorWriterTools,
    private readonly enabled: boolean,
  ) {}

  /**
   * Makes the vector, however long the embedder takes, and lets the semantic tier find the pending answer by it.
   * Never rejects; resolves to `undefined` for questions that get no vector.
   */
  async prepare(pending: PendingEntry, ask: Ask): Promise<VectorPoint | undefined> {
    if (!this.enabled || !ask.canonicalKey || ask.question === null || ask.isNeverSimilar) return undefined;
    if (!this.tools.policy.eligible(ask.question, ask.tenant).pass) return undefined;
    const embedding = await this.embed(ask.question, ask.tenant);
    if (!embedding || !this.tools.policy.eligibleEmbedding(embedding).pass) return undefined;
    pending.point = pointOf(pending, embedding.vector);
    return pending.point;
  }

  async write(point: VectorPoint | undefined): Promise<void> {
    if (!point) return;
    await this.tools.index.add(point).catch(() => this.tools.signals.count('skip', 'vector-failed'));
  }

  private async embed(question: string, tenant: string): Promise<Embedding | undefined> {
    return this.tools.embedder.embed(question, undefined, tenant).catch(() => {
      this.tools.signals.count('skip', 'vector-failed');
      return undefined;
    });
  }
}

function pointOf({ record }: PendingEntry, vector: Float32Array): VectorPoint {
  const { key, id, tenant, scope, epochs, keepUntil } = record.entry;
  return { key, entryId: id, tenant, scope, epochs, keepUntil, vector };
}
