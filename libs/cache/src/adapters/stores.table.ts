import type { Clock, Signals } from '@app/core';
import type { EmbeddingSpace } from '@app/embedding';
import type { CacheEnv } from '../cache.env.js';
import { entryBounds } from './entry-bounds.js';
import type { EntryStore } from '../ports/entry-store.port.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import type { StatsStore } from '../ports/stats-store.port.js';
import type { VectorIndex } from '../ports/vector-index.port.js';
import type { RedisServer } from './redis/redis.server.js';
import type { SqliteDatabase } from './sqlite/sqlite.database.js';
import type { VectorIndexOptions } from './vectors/vector-index.options.js';

/** What an adapter may be built from. */
export interface StoreContext {
  readonly environment: CacheEnv;
  readonly space: EmbeddingSpace;
  readonly clock: Clock;
  readonly signals: Signals;
  /** The one file of this process, opened when first asked for. */
  sqlite(): Promise<SqliteDatabase>;
  /** The one Redis of this process. Only there when the environment names one. */
  readonly redis?: RedisServer;
}

type Opens<Port> = (context: StoreContext) => Promise<Port>;

/** Every entry store, by the value of `ENTRY_STORE` that chooses it. */
export const ENTRY_STORES = {
  sqlite: async ({ environment, clock, signals, sqlite }) => {
    const { SqliteEntryStore } = await import('./sqlite/sqlite.entry-store.js');
    return new SqliteEntryStore(await sqlite(), entryBounds(environment), clock, signals);
  },
  memory: async ({ environment, clock }) => {
    const { MemoryEntryStore } = await import('./memory/memory.entry-store.js');
    return new MemoryEntryStore(entryBounds(environment), clock);
  },
  redis: async ({ redis, clock }) => {
    const { RedisEntryStore } = await import('./redis/redis.entry-store.js');
    return new RedisEntryStore(redis!, clock);
  },
} satisfies Record<CacheEnv['ENTRY_STORE'], Opens<EntryStore>>;

/** Every vector index, by the value of `VECTOR_INDEX` that chooses it. */
export const VECTOR_INDEXES = {
  sqlite: async (context) => {
    const { SqliteVectorIndex } = await import('./sqlite/sqlite.vector-index.js');
    return SqliteVectorIndex.open(await context.sqlite(), await vectorOptions(context));
  },
  memory: async (context) => {
    const { MemoryVectorIndex } = await import('./memory/memory.vector-index.js');
    return new MemoryVectorIndex(await vectorOptions(context));
  },
  qdrant: async ({ environment, space, clock, signals }) => {
    const { QdrantVectorIndex } = await import('./qdrant/qdrant.vector-index.js');
    return QdrantVectorIndex.open({ environment, space, clock, signals });
  },
} satisfies Record<CacheEnv['VECTOR_INDEX'], Opens<VectorIndex>>;

/** Every source registry, by the value of `SOURCE_REGISTRY` that chooses it. */
export const SOURCE_REGISTRIES = {
  sqlite: async ({ clock, sqlite }) => {
    const { SqliteSourceRegistry } = await import('./sqlite/sqlite.source-registry.js');
    return new SqliteSourceRegistry(await sqlite(), clock);
  },
  memory: async ({ clock }) => {
    const { MemorySourceRegistry } = await import('./memory/memory.source-registry.js');
    return new MemorySourceRegistry(clock);
  },
  redis: async ({ redis, environment }) => {
    const { RedisSourceRegistry } = await import('./redis/redis.source-registry.js');
    return new RedisSourceRegistry(redis!, purgeCopies(environment));
  },
} satisfies Record<CacheEnv['SOURCE_REGISTRY'], Opens<SourceRegistry>>;

/** Every statistics store; it goes with the entry store. */
export const STATS_STORES = {
  sqlite: async ({ clock, sqlite }) => {
    const { SqliteStatsStore } = await import('./sqlite/sqlite.stats-store.js');
    return new SqliteStatsStore(await sqlite(), clock);
  },
  memory: async ({ clock }) => {
    const { MemoryStatsStore } = await import('./memory/memory.stats-store.js');
    return new MemoryStatsStore(clock);
  },
  redis: async ({ redis, clock }) => {
    const { RedisStatsStore } = await import('./redis/redis.stats-store.js');
    return new RedisStatsStore(redis!, clock);
  },
} satisfies Record<CacheEnv['ENTRY_STORE'], Opens<StatsStore>>;

/** A purge waits for one copy where there should be some, unless the settings say otherwise. */
function purgeCopies({ REDIS_PURGE_COPIES, REDIS_SENTINELS, REDIS_CLUSTER_NODES }: CacheEnv): number {
  const hasCopies = REDIS_SENTINELS.length > 0 || REDIS_CLUSTER_NODES.length > 0;
  return REDIS_PURGE_COPIES ?? (hasCopies ? 1 : 0);
}

/** Entry stores look at their cap now and then: the vectors of what they hold beyond it must not be pushed out. */
const VECTORS_PER_ENTRY = 1.1;

async function vectorOptions({
  environment,
  space,
  clock,
  signals,
}: StoreContext): Promise<VectorIndexOptions> {
  const { loadExactSearch } = await import('./vectors/native-search.js');
  const capacity = Math.floor(environment.MAX_ENTRIES * VECTORS_PER_ENTRY);
  return { space, clock, signals, capacity, search: await loadExactSearch(signals) };
}
