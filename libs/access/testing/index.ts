export { KEY_STORES } from '../src/adapters/key-stores.table.js';
export { countersContract } from '../src/contract/counters.contract.js';
export { keyStoreContract } from '../src/contract/key-store.contract.js';
export { formatKey, newApiKey } from '../src/key/api-key.js';
export { RedisCounters } from '../src/limits/adapters/redis.counters.js';
