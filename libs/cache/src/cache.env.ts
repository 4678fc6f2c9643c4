import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { namesIn } from './adapters/store-row.js';
import type { StoreSettings } from './adapters/store-settings.js';
import { ENTRY_STORES, SOURCE_REGISTRIES, STATS_STORES, VECTOR_INDEXES } from './adapters/stores.table.js';
import { RemoteStoresEnv } from './remote-stores.env.js';

export type EntryStoreName = keyof typeof ENTRY_STORES;
export type VectorIndexName = keyof typeof VECTOR_INDEXES;
export type SourceRegistryName = keyof typeof SOURCE_REGISTRIES;
export type StatsStoreName = keyof typeof STATS_STORES;

const ENTRY_STORE_NAMES = namesIn(ENTRY_STORES);
const VECTOR_INDEX_NAMES = namesIn(VECTOR_INDEXES);
const SOURCE_REGISTRY_NAMES = namesIn(SOURCE_REGISTRIES);
const STATS_STORE_NAMES = namesIn(STATS_STORES);
export const CACHE_MODES_OF_SERVICE = ['on', 'read-only', 'off'] as const;
export const SEMANTIC_MODES = ['serve', 'observe', 'off'] as const;

const oneOf = (names: readonly string[]) => ({ message: `$property must be one of: ${names.join(', ')}.` });
const whole = (low: number, high: number) => ({
  message: `$property must be a whole number from ${low} to ${high}.`,
});

const MOST_ENTRIES = 10_000_000;
const FEWEST_BYTES = 1_048_576;
const MOST_BYTES = 1_099_511_627_776;
const LONGEST_TTL_SECONDS = 31_536_000;
const LONGEST_BUDGET_MS = 10_000;
const LONGEST_DIRECT_BUDGET_MS = 20_000;

/** Settings for stored answers and for their reuse. */
export class CacheEnv extends RemoteStoresEnv implements StoreSettings {
  /** Folder of the SQLite files. */
  @IsString()
  DATA_DIR = './data';

  /** Store of answers. `memory` loses them when the process ends. */
  @IsIn(ENTRY_STORE_NAMES, oneOf(ENTRY_STORE_NAMES))
  ENTRY_STORE: EntryStoreName = 'sqlite';

  /** Store of the vectors of questions. */
  @IsIn(VECTOR_INDEX_NAMES, oneOf(VECTOR_INDEX_NAMES))
  VECTOR_INDEX: VectorIndexName = 'sqlite';

  /** Store of epochs, purges and the versions of sources. Replicas obey each other's purges only if they share it. */
  @IsIn(SOURCE_REGISTRY_NAMES, oneOf(SOURCE_REGISTRY_NAMES))
  SOURCE_REGISTRY: SourceRegistryName = 'sqlite';

  /** Store of the sums of hits, misses and savings. Unset = the kind of store that entries use, or else `sqlite`. */
  @IsOptional()
  @IsIn(STATS_STORE_NAMES, oneOf(STATS_STORE_NAMES))
  STATS_STORE?: StatsStoreName;

  /** Most entries in an embedded store. Beyond it the store drops expired and least recently used ones. */
  @Type(() => Number)
  @IsInt(whole(1, MOST_ENTRIES))
  @Min(1, whole(1, MOST_ENTRIES))
  @Max(MOST_ENTRIES, whole(1, MOST_ENTRIES))
  MAX_ENTRIES = 50_000;

  /** Most bytes in an embedded store: the bodies and 1 KiB per entry. Unset = 64 MiB in memory, 2 GiB in a file. On Redis its own `maxmemory` decides. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(whole(FEWEST_BYTES, MOST_BYTES))
  @Min(FEWEST_BYTES, whole(FEWEST_BYTES, MOST_BYTES))
  @Max(MOST_BYTES, whole(FEWEST_BYTES, MOST_BYTES))
  MAX_BYTES?: number;

  /** Kill switch: the cache is read and written, only read, or neither. */
  @IsIn(CACHE_MODES_OF_SERVICE, oneOf(CACHE_MODES_OF_SERVICE))
  CACHE_MODE: (typeof CACHE_MODES_OF_SERVICE)[number] = 'on';

  /** Seconds for which an answer is fresh, unless its request sets a lifetime. */
  @Type(() => Number)
  @IsInt(whole(1, LONGEST_TTL_SECONDS))
  @Min(1, whole(1, LONGEST_TTL_SECONDS))
  @Max(LONGEST_TTL_SECONDS, whole(1, LONGEST_TTL_SECONDS))
  CACHE_TTL_SECONDS = 86_400;

  /** Seconds for which an answer is kept after it stopped being fresh. */
  @Type(() => Number)
  @IsInt(whole(0, LONGEST_TTL_SECONDS))
  @Min(0, whole(0, LONGEST_TTL_SECONDS))
  @Max(LONGEST_TTL_SECONDS, whole(0, LONGEST_TTL_SECONDS))
  CACHE_STALE_SECONDS = 0;

  /** Semantic tier. `observe` decides, counts and explains, but never serves. */
  @IsIn(SEMANTIC_MODES, oneOf(SEMANTIC_MODES))
  SEMANTIC_MODE: (typeof SEMANTIC_MODES)[number] = 'serve';

  /** Lowest cosine similarity of a semantic hit. A request can only ask for a higher one. */
  @Type(() => Number)
  @IsNumber({}, { message: 'SEMANTIC_THRESHOLD must be a number from 0 to 1.' })
  @Min(0, { message: 'SEMANTIC_THRESHOLD must be a number from 0 to 1.' })
  @Max(1, { message: 'SEMANTIC_THRESHOLD must be a number from 0 to 1.' })
  SEMANTIC_THRESHOLD = 0.95;

  /** Milliseconds that the semantic tier may add to a miss. */
  @Type(() => Number)
  @IsInt(whole(1, LONGEST_BUDGET_MS))
  @Min(1, whole(1, LONGEST_BUDGET_MS))
  @Max(LONGEST_BUDGET_MS, whole(1, LONGEST_BUDGET_MS))
  SEMANTIC_BUDGET_MS = 50;

  /** Milliseconds that reading by key may add to a request. Unset: 100, or twice REDIS_TIMEOUT_MS where a store is on Redis. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(whole(1, LONGEST_DIRECT_BUDGET_MS))
  @Min(1, whole(1, LONGEST_DIRECT_BUDGET_MS))
  @Max(LONGEST_DIRECT_BUDGET_MS, whole(1, LONGEST_DIRECT_BUDGET_MS))
  DIRECT_BUDGET_MS?: number;

  /** Secret that seals entries against forgery; equal on all replicas. Unset = KEY_PEPPER seals them. With neither, damage is detected and forgery is not. */
  @IsOptional()
  @IsString()
  ENTRY_SECRET?: string;

  /** Folder with word lists that extend those of the guards. */
  @IsOptional()
  @IsString()
  POLICY_DATA_DIR?: string;
}
