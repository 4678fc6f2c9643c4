export { KEY_STORES } from '../src/adapters/key-stores.table.js';
export { describeCounters } from './contracts/counters.contract.js';
export { describeKeyStore } from './contracts/key-store.contract.js';
export { formatKey, newApiKey } from '../src/key/api-key.js';
export { RedisCounters } from '../src/limits/adapters/redis.counters.js';
