import type { Clock, EmbeddingEntry } from '@app/core';
import type { ModelCatalog } from '@app/llm';
import type { CacheOutcome, Saved } from '../query-result.js';
import type { EmbeddingsBatch, Remembered } from './embeddings.batch.js';

export interface OutcomeTools {
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
}

/** What the entries of one request, which have one model, saved: an entry each, as the provider would be asked for equal items once. */
export function savedBy(model: string, entries: readonly EmbeddingEntry[], { catalog }: OutcomeTools): Saved {
  const tokens = entries.reduce((sum, { payload }) => sum + payload.embedding.tokens, 0);
  return {
    modelLabel: catalog.label(model),
    tokensSaved: tokens,
    costSavedUsd: catalog.cost(model, { prompt: tokens, completion: 0, total: tokens }),
  };
}

/** All items came from memory. Age and entry are those of the oldest one, the rest of freshness is that of the first to expire. */
export function hitOutcome(
  batch: EmbeddingsBatch,
  remembered: Remembered,
  tools: OutcomeTools,
): CacheOutcome {
  const entries = batch.distinctKeys.map((key) => remembered.get(key)!);
  const oldest = entries.reduce((one, other) => (other.createdAt < one.createdAt ? other : one));
  const expiresAt = entries.reduce((least, entry) => Math.min(least, entry.expiresAt), Infinity);
  const now = tools.clock.now();
  return {
    kind: 'hit',
    tier: 'exact',
    entryId: oldest.id,
    ageMs: Math.max(0, now - oldest.createdAt),
    ttlMs: expiresAt - now,
    ...savedBy(batch.request.model, entries, tools),
  };
}
