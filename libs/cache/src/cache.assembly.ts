import { isAnswerEntry, isEmbeddingEntry, type Clock, type Signals } from '@app/core';
import type { Embedder } from '@app/embedding';
import { EntryDirectory } from './administration/entry-directory.js';
import { HouseKeeping } from './administration/house-keeping.js';
import { Purge } from './administration/purge.js';
import { bindEvictions } from './bind-evictions.js';
import type { CacheEnv } from './cache.env.js';
import { layFoundations, type Foundations } from './cache.foundations.js';
import { EmbeddingReader } from './embeddings/embedding-reader.js';
import type { SealSecrets } from './entry-secret.js';
import type { ReusePolicy } from './policy/reuse.policy.js';
import { CacheReader } from './cache-reader.js';
import { usesRedis } from './chosen-stores.js';
import { PurgeNumbers } from './registry/purge-numbers.js';
import { RegistryMaintenance } from './registry/registry-maintenance.js';
import { Flusher } from './statistics/flusher.js';
import { HitRecorder } from './statistics/hit-recorder.js';
import { Statistics } from './statistics/statistics.js';
import type { Stores } from './stores.js';
import { CandidateSearch } from './tiers/candidate-search.js';
import { CanonicalTier } from './tiers/canonical.tier.js';
import { EntryJudge } from './tiers/entry-judge.js';
import { EntryReader } from './tiers/entry-reader.js';
import { SemanticTier } from './tiers/semantic.tier.js';
import { SourceCheck } from './tiers/source-check.js';
import { SealMemo } from './tiers/seal-memo.js';
import { EntryWriter } from './writing/entry-writer.js';
import { CacheWriter } from './writing/cache-writer.js';
import { VectorWriter } from './writing/vector-writer.js';

/** What the cache is built from. */
export interface CacheParts {
  readonly environment: CacheEnv & SealSecrets;
  readonly stores: Stores;
  readonly embedder: Embedder;
  readonly policy: ReusePolicy;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** What the cache offers. */
export interface Cache {
  readonly reader: CacheReader;
  readonly embeddings: EmbeddingReader;
  readonly writer: CacheWriter;
  readonly purge: Purge;
  readonly directory: EntryDirectory;
  readonly statistics: Statistics;
  readonly flusher: Flusher;
  readonly maintenance: RegistryMaintenance;
}

/** Of stores that are in this process or on its disk. Milliseconds. */
const DIRECT_BUDGET_DEFAULT_MS = 100;

/** Puts the cache together by hand: one screen that shows who talks to whom. */
export function assembleCache(parts: CacheParts): Cache {
  const { clock, signals } = parts;
  const foundations = layFoundations(parts);
  const { entries, pending, seal, registry, reading, purges, keeper, vectors } = foundations;
  const hits = new HitRecorder(entries, clock, signals);
  bindEvictions(parts.stores.entries, { hits, vectors, signals });
  const houseKeeping = new HouseKeeping({ entries, vectors, purges: registry.purges, signals });
  const numbers = new PurgeNumbers(registry.purges, keeper);
  const purge = new Purge({ purges: registry.purges, numbers, pending, houseKeeping });
  const statistics = new Statistics(parts.stores.stats, entries, clock, signals);
  return {
    reader: buildReader(parts, foundations, hits),
    embeddings: buildEmbeddingReader(parts, foundations, hits),
    writer: buildWriter(parts, foundations),
    purge,
    directory: new EntryDirectory({ entries, registry: reading, purges, pending, purge, seal }),
    statistics,
    flusher: new Flusher(statistics, hits),
    maintenance: new RegistryMaintenance({ registry, keeper, houseKeeping, clock, signals }),
  };
}

/** Milliseconds. A read on Redis is two commands at most, one after the other. */
function directBudgetOf(environment: CacheEnv): number {
  const { DIRECT_BUDGET_MS, REDIS_TIMEOUT_MS } = environment;
  return DIRECT_BUDGET_MS ?? (usesRedis(environment) ? 2 * REDIS_TIMEOUT_MS : DIRECT_BUDGET_DEFAULT_MS);
}

function buildReader(parts: CacheParts, foundations: Foundations, hits: HitRecorder): CacheReader {
  const { environment, embedder, policy, clock, signals } = parts;
  const { entries, vectors, registry, reading, purges, pending, seal } = foundations;
  const sealMemo = new SealMemo(seal);
  const sources = new SourceCheck(registry);
  const judge = new EntryJudge({ isKind: isAnswerEntry, sealMemo, purges, sources, clock, signals });
  const reader = new EntryReader(entries, pending, judge);
  const search = new CandidateSearch({ index: vectors, pending, reader, clock, signals });
  const settings = {
    mode: environment.SEMANTIC_MODE,
    budgetMs: environment.SEMANTIC_BUDGET_MS,
    threshold: environment.SEMANTIC_THRESHOLD,
  };
  return new CacheReader({
    registry: reading,
    reader,
    canonical: new CanonicalTier(reader),
    semantic: new SemanticTier({ embedder, search, policy, signals }, settings),
    hits,
    signals,
    // Two calls one after the other: the entry, and what its canonical pointer leads to.
    directBudgetMs: directBudgetOf(environment),
  });
}

/** It has a memo of its own: a batch of embeddings would drive every popular answer out of a common one. */
function buildEmbeddingReader(
  parts: CacheParts,
  foundations: Foundations,
  hits: HitRecorder,
): EmbeddingReader {
  const { environment, clock, signals } = parts;
  const { entries, registry, reading, purges, pending, seal } = foundations;
  const sealMemo = new SealMemo(seal);
  const sources = new SourceCheck(registry);
  const judge = new EntryJudge({ isKind: isEmbeddingEntry, sealMemo, purges, sources, clock, signals });
  const reader = new EntryReader(entries, pending, judge);
  const directBudgetMs = directBudgetOf(environment);
  return new EmbeddingReader({ registry: reading, reader, hits, signals, directBudgetMs });
}

function buildWriter(parts: CacheParts, foundations: Foundations): CacheWriter {
  const { environment, embedder, policy, clock, signals } = parts;
  const { entries, vectors, registry, purges, pending, seal } = foundations;
  return new CacheWriter({
    ...{ pending, seal, clock, signals },
    entries: new EntryWriter({ entries, registry, purges, pending, signals }),
    vectors: new VectorWriter(
      { embedder, index: vectors, policy, signals },
      environment.SEMANTIC_MODE !== 'off',
    ),
  });
}
