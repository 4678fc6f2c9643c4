export { EntryDirectory, type FoundEntry } from './administration/entry-directory.js';
export { Purge, type NewPurge, type PurgeOrder, type PurgeReceipt } from './administration/purge.js';
export { connectRedis } from './adapters/redis/redis.connect.js';
export { RedisConnectionModule } from './adapters/redis/redis.connection.module.js';
export { redisOptions } from './adapters/redis/redis.options.js';
export { RedisSecretWatch } from './adapters/redis/redis.secret-watch.js';
export { RedisServer } from './adapters/redis/redis.server.js';
export type { SqliteDatabase } from './adapters/sqlite/sqlite.database.js';
export { UnusableFile } from './adapters/sqlite/sqlite.faults.js';
export { openDurableFile } from './adapters/sqlite/open-sqlite.js';
export type { SqliteSchema } from './adapters/sqlite/sqlite.schema.js';
export { pingWritable } from './adapters/sqlite/sqlite.write-probe.js';
export { CacheEnv } from './cache.env.js';
export { CacheModule } from './cache.module.js';
export { entrySecretOf } from './entry-secret.js';
export { canonicalText } from './policy/canonical-text.js';
export { isAboutWording } from './policy/prompt/about-wording.js';
export { TextFindings } from './policy/text/text-findings.js';
export { identityOfRest, splitPrompt, type SplitPrompt } from './policy/prompt/split-prompt.js';
export { GUARD_NAMES, PASS, type DeclineReason, type GuardName, type Verdict } from './policy/verdict.js';
export { openStores } from './open-stores.js';
export { ReusePolicy } from './policy/reuse.policy.js';
export {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type RemovedEntry,
} from './ports/entry-store.port.js';
export { Store } from './ports/store.port.js';
export type { PurgeFilter } from './ports/purge-log.port.js';
export { SourceRegistry, type NamespaceRef, type RegistryState } from './ports/source-registry.port.js';
export { StatsStore, type Counts, type StatsBatch, type StatsRow } from './ports/stats-store.port.js';
export {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from './ports/vector-index.port.js';
export type { LookUpResult, Hit } from './finding.js';
export { CacheReader, type SimilarLookUpResult } from './cache-reader.js';
export { EmbeddingReader, type FoundEmbeddings } from './embeddings/embedding-reader.js';
export { Statistics } from './statistics/statistics.js';
export type { Tally } from './statistics/unsaved.counts.js';
export { embeddedRows, namesIn, type StoreRow } from './adapters/store-row.js';
export type { RemoteStoreProblem, StoreServer } from './adapters/store-server.js';
export { REDIS } from './adapters/redis/redis.store-server.js';
export {
  chosenStores,
  remoteStoreProblems,
  sameKind,
  serversOf,
  statsStoreOf,
  usesRedis,
} from './chosen-stores.js';
export { redisWarnings } from './remote-stores.rules.js';
export { FailOpen } from './resilience/fail-open.js';
export { Stores } from './stores.js';
export type { Ask, CalledAsk, Declined, KnownAsk } from './tiers/ask.js';
export { TIERS, type Tier } from './finding.js';
export type { EntryOptions } from './writing/new-entry.js';
export { CacheWriter, type Accepted, type ItemEmbedding, type Skipped } from './writing/cache-writer.js';
export type { SkipReason } from './writing/storable.js';
