import type { CacheEnv } from '../../src/cache.env.js';

/** Facts about the store under test. */
export interface StoreTraits {
  /** The settings of the test context, such as the URL of a server. Read for every test: a getter may give each test a prefix of its own. */
  readonly settings?: Partial<CacheEnv>;
}

export interface CappedStoreTraits extends StoreTraits {
  /** `false` for a store on a server that limits its memory itself: the tests of `MAX_ENTRIES` and `MAX_BYTES` are left out. */
  readonly isCapped?: boolean;
}
