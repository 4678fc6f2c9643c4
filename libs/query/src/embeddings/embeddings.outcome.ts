import type { Clock, EmbeddingEntry } from '@app/core';
import type { ModelCatalog } from '@app/llm';
import type { CacheOutcome, Saved } from '../query-result.js';
import type { EmbeddingsBatch, Remembered } from './embeddings.batch.js';

export interface OutcomeTools {
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
}

/** What the items from memory saved. Equal items count once: the provider would not have been asked for them twice. */
export function savedBy(entries: Iterable<EmbeddingEntry>, { catalog }: OutcomeTools): Saved | undefined {
  let saved: Saved | undefined;
  for (const { model, payload } of entries) {
    const { tokens } = payload.embedding;
    const usd = catalog.cost(model, { prompt: tokens, completion: 0, total: tokens });
    saved = {
      modelLabel: saved?.modelLabel ?? catalog.label(model),
      tokensSaved: (saved?.tokensSaved ?? 0) + tokens,
      costSavedUsd: usd === undefined ? saved?.costSavedUsd : (saved?.costSavedUsd ?? 0) + usd,
    };
  }
  return saved;
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
    ...savedBy(entries, tools)!,
  };
}
