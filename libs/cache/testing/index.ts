export { eventually } from './eventually.js';
export { anAnswer, memoryCache, rememberOptions, type MemoryCache } from './memory.cache.js';
export { SPACE, testContext, type TestContext } from './open.js';
export { oneLine, planOf, scansOf } from './statement-plans.js';
/** Loaded on demand: the generator of histories takes its time. */
export const purgeModel = () => import('./purge-model/index.js');
export { connectRedis } from '../src/adapters/redis/redis.connect.js';
export { fingerprintOf } from '../src/adapters/redis/redis.secret-watch.js';
export {
  ENTRY_STORES,
  SOURCE_REGISTRIES,
  STATS_STORES,
  VECTOR_INDEXES,
} from '../src/adapters/stores.table.js';
export { describeEntryStore } from './contracts/entry-store.contract.js';
export { describeGuard, type GuardExamples } from './contracts/guard.contract.js';
export { describeSourceRegistry } from './contracts/source-registry.contract.js';
export { describeStatsStore } from './contracts/stats-store.contract.js';
export type { CappedStoreTraits, StoreTraits } from './contracts/store-traits.js';
export { describeVectorIndex } from './contracts/vector-index.contract.js';
