import { REDIS, type RedisServer, type StoreRow } from '@app/cache';
import type { Clock } from '@app/core';
import type { ResourceOwners } from '../resource-owners.port.js';

/** The material to build a store of owners from. */
export interface OwnersContext {
  readonly environment: { readonly DATA_DIR: string };
  readonly clock: Clock;
  /** Present when entries live on it. */
  readonly redis?: RedisServer;
}

/** Every store of owners, by the value of `ENTRY_STORE` with which it is used. */
export const RESOURCE_OWNERS = {
  sqlite: {
    open: async ({ environment, clock }) => {
      const { openOwnerFile } = await import('./open-owner-file.js');
      const { SqliteResourceOwners } = await import('./sqlite.resource-owners.js');
      return new SqliteResourceOwners(await openOwnerFile(environment.DATA_DIR), clock);
    },
  },
  memory: {
    open: async ({ clock }) => {
      const { MemoryResourceOwners } = await import('./memory.resource-owners.js');
      return new MemoryResourceOwners(clock);
    },
  },
  redis: {
    server: REDIS,
    open: async ({ redis, clock }) => {
      const { RedisResourceOwners } = await import('./redis.resource-owners.js');
      return new RedisResourceOwners(redis!, clock);
    },
  },
} satisfies Readonly<Record<string, StoreRow<ResourceOwners, OwnersContext>>>;
