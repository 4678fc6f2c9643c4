import type { EntryStore } from '../ports/entry-store.port.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import type { StatsStore } from '../ports/stats-store.port.js';
import type { VectorIndex } from '../ports/vector-index.port.js';
import { BYTES_IN_A_FILE, BYTES_IN_MEMORY, entryBounds } from './entry-bounds.js';
import { QDRANT } from './qdrant/qdrant.store-server.js';
import { REDIS } from './redis/redis.store-server.js';
import { openSqlite } from './sqlite/open-sqlite.js';
import type { StoreContext, StoreRow } from './store-row.js';
import type { StoreSettings } from './store-settings.js';
import type { VectorIndexOptions } from './vectors/vector-index.options.js';

/** Every entry store, by the value of `ENTRY_STORE` that chooses it. */
export const ENTRY_STORES = {
  sqlite: {
    open: async ({ environment, clock, signals, connections }) => {
      const { SqliteEntryStore } = await import('./sqlite/sqlite.entry-store.js');
      const bounds = entryBounds(environment, BYTES_IN_A_FILE);
      return new SqliteEntryStore(await connections.get(openSqlite), bounds, clock, signals);
    },
  },
  memory: {
    open: async ({ environment, clock }) => {
      const { MemoryEntryStore } = await import('./memory/memory.entry-store.js');
      return new MemoryEntryStore(entryBounds(environment, BYTES_IN_MEMORY), clock);
    },
  },
  redis: {
    server: REDIS,
    open: async ({ redis, clock }) => {
      const { RedisEntryStore } = await import('./redis/redis.entry-store.js');
      return new RedisEntryStore(redis!, clock);
    },
  },
} satisfies Readonly<Record<string, StoreRow<EntryStore>>>;

/** Every vector index, by the value of `VECTOR_INDEX` that chooses it. */
export const VECTOR_INDEXES = {
  sqlite: {
    open: async (context) => {
      const { SqliteVectorIndex } = await import('./sqlite/sqlite.vector-index.js');
      return SqliteVectorIndex.open(await context.connections.get(openSqlite), await vectorOptions(context));
    },
  },
  memory: {
    open: async (context) => {
      const { MemoryVectorIndex } = await import('./memory/memory.vector-index.js');
      return new MemoryVectorIndex(await vectorOptions(context));
    },
  },
  qdrant: {
    server: QDRANT,
    open: async ({ environment, space, clock, signals }) => {
      const { QdrantVectorIndex } = await import('./qdrant/qdrant.vector-index.js');
      return QdrantVectorIndex.open({ environment, space, clock, signals });
    },
  },
} satisfies Readonly<Record<string, StoreRow<VectorIndex>>>;

/** Every source registry, by the value of `SOURCE_REGISTRY` that chooses it. */
export const SOURCE_REGISTRIES = {
  sqlite: {
    open: async ({ clock, connections }) => {
      const { SqliteSourceRegistry } = await import('./sqlite/sqlite.source-registry.js');
      return new SqliteSourceRegistry(await connections.get(openSqlite), clock);
    },
  },
  memory: {
    open: async ({ clock }) => {
      const { MemorySourceRegistry } = await import('./memory/memory.source-registry.js');
      return new MemorySourceRegistry(clock);
    },
  },
  redis: {
    server: REDIS,
    open: async ({ redis, environment }) => {
      const { RedisSourceRegistry } = await import('./redis/redis.source-registry.js');
      return new RedisSourceRegistry(redis!, purgeCopies(environment));
    },
  },
} satisfies Readonly<Record<string, StoreRow<SourceRegistry>>>;

/** Every statistics store, by the value of `STATS_STORE` that chooses it. */
export const STATS_STORES = {
  sqlite: {
    open: async ({ clock, connections }) => {
      const { SqliteStatsStore } = await import('./sqlite/sqlite.stats-store.js');
      return new SqliteStatsStore(await connections.get(openSqlite), clock);
    },
  },
  memory: {
    open: async ({ clock }) => {
      const { MemoryStatsStore } = await import('./memory/memory.stats-store.js');
      return new MemoryStatsStore(clock);
    },
  },
  redis: {
    server: REDIS,
    open: async ({ redis, clock }) => {
      const { RedisStatsStore } = await import('./redis/redis.stats-store.js');
      return new RedisStatsStore(redis!, clock);
    },
  },
} satisfies Readonly<Record<string, StoreRow<StatsStore>>>;

/** A purge waits for one copy where there should be some, unless the settings say otherwise. */
function purgeCopies({ REDIS_PURGE_COPIES, REDIS_SENTINELS, REDIS_CLUSTER_NODES }: StoreSettings): number {
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
