import { RedisServer, sameKind, type CacheEnv } from '@app/cache';
import { Clock, Signals } from '@app/core';
import { type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { AccountWall } from './account-wall.js';
import { RESOURCE_OWNERS } from './adapters/resource-owners.table.js';
import { KnownOwners } from './known-owners.js';

/** Owners are remembered where entries are. */
export function ownerProviders(environment: CacheEnv): Provider[] {
  const { open } = RESOURCE_OWNERS[sameKind(RESOURCE_OWNERS, environment.ENTRY_STORE) ?? 'sqlite'];
  return [
    {
      provide: KnownOwners,
      inject: [Clock, Signals, { token: RedisServer, optional: true }],
      useFactory: (clock: Clock, signals: Signals, redis?: RedisServer) =>
        new KnownOwners(() => open({ environment, clock, redis }), signals),
    },
    {
      provide: AccountWall,
      inject: [KnownOwners],
      useFactory: (owners: KnownOwners) => new AccountWall(owners),
    },
    {
      provide: OwnersShutdown,
      inject: [KnownOwners],
      useFactory: (owners: KnownOwners) => new OwnersShutdown(owners),
    },
  ];
}

/** Closes the store when the process stops. */
class OwnersShutdown implements OnApplicationShutdown {
  constructor(private readonly owners: KnownOwners) {}

  onApplicationShutdown(): Promise<void> {
    return this.owners.close();
  }
}
