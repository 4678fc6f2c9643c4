export { anAnswer, memoryCache, rememberOptions, type MemoryCache } from './memory.cache.js';
export { SPACE, testContext, type TestContext } from './open.js';
