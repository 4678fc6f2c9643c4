import { REDIS, type RedisServer, type StoreRow } from '@app/cache';
import type { KeyStore } from '../key-store.port.js';

/** The material to build a key store from. */
export interface KeyStoreContext {
  readonly environment: { readonly DATA_DIR: string };
  /** Present when keys live on it. */
  readonly redis?: RedisServer;
}

/** Every key store, by the value of `KEY_STORE` that chooses it. */
export const KEY_STORES = {
  sqlite: {
    open: async ({ environment }) => {
      const { openKeyFile } = await import('./sqlite/open-key-file.js');
      const { SqliteKeyStore } = await import('./sqlite/sqlite.key-store.js');
      return new SqliteKeyStore(await openKeyFile(environment.DATA_DIR));
    },
  },
  memory: {
    open: async () => {
      const { MemoryKeyStore } = await import('./memory/memory.key-store.js');
      return new MemoryKeyStore();
    },
  },
  redis: {
    server: REDIS,
    open: async ({ redis }) => {
      const { RedisKeyStore } = await import('./redis/redis.key-store.js');
      return new RedisKeyStore(redis!);
    },
  },
} satisfies Readonly<Record<string, StoreRow<KeyStore, KeyStoreContext>>>;
