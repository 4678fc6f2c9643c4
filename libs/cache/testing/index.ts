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
export { entryStoreContract } from '../src/contract/entry-store.contract.js';
export { sourceRegistryContract } from '../src/contract/source-registry.contract.js';
export { statsStoreContract } from '../src/contract/stats-store.contract.js';
export { vectorIndexContract } from '../src/contract/vector-index.contract.js';
