import type { RedisServer } from '@app/cache';
import type { KeyStore } from '../key-store.port.js';
import type { KEY_STORE_NAMES } from '../access.env.js';

/** The material to build a key store from. */
export interface KeyStoreContext {
  readonly environment: { readonly DATA_DIR: string };
  /** Present when keys live on it. */
  readonly redis?: RedisServer;
}

type Opens = (context: KeyStoreContext) => Promise<KeyStore>;

/** Every key store, by the value of `KEY_STORE` that chooses it. */
export const KEY_STORES = {
  sqlite: async ({ environment }) => {
    const { openKeyFile } = await import('./sqlite/open-key-file.js');
    const { SqliteKeyStore } = await import('./sqlite/sqlite.key-store.js');
    return new SqliteKeyStore(await openKeyFile(environment.DATA_DIR));
  },
  memory: async () => {
    const { MemoryKeyStore } = await import('./memory/memory.key-store.js');
    return new MemoryKeyStore();
  },
  redis: async ({ redis }) => {
    const { RedisKeyStore } = await import('./redis/redis.key-store.js');
    return new RedisKeyStore(redis!);
  },
} satisfies Record<(typeof KEY_STORE_NAMES)[number], Opens>;
