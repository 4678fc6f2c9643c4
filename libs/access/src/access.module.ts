import { RedisConnectionModule, RedisServer, usesRedis } from '@app/cache';
import { Clock, Signals } from '@app/core';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { assembleAccess, type Access } from './access.assembly.js';
import { keyStoreOf, type AccessSettings } from './access.env.js';
import { KeyAdministration } from './administration/key-administration.js';
import { KeyRecogniser } from './known/key-recogniser.js';

const ACCESS = Symbol('stored keys');
const SHARES_REDIS = Symbol('whether another module closes the connection');

/** Stored keys: whose one is, and what can be done about them. */
@Module({})
export class AccessModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(ACCESS) private readonly access: Access,
    @Inject(SHARES_REDIS) private readonly sharesRedis: boolean,
  ) {}

  /** @param cache has the connection to Redis when entries live there, too. `Clock` and `Signals` are global, by the app's say. */
  static register(environment: AccessSettings, cache: DynamicModule): DynamicModule {
    const isOnRedis = keyStoreOf(environment) === 'redis';
    const sharesRedis = isOnRedis && usesRedis(environment);
    return {
      module: AccessModule,
      imports: isOnRedis ? [sharesRedis ? cache : RedisConnectionModule.register(environment)] : [],
      providers: [{ provide: SHARES_REDIS, useValue: sharesRedis }, assembly(environment), ...FRONT],
      exports: [KeyRecogniser, KeyAdministration],
    };
  }

  onApplicationBootstrap(): void {
    this.access.watch?.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.access.watch?.stop();
    if (!this.sharesRedis) await this.access.store?.close();
  }
}

function assembly(environment: AccessSettings): Provider {
  return {
    provide: ACCESS,
    inject: [Clock, Signals, { token: RedisServer, optional: true }],
    useFactory: (clock: Clock, signals: Signals, redis?: RedisServer) =>
      assembleAccess({ environment, clock, signals, redis }),
  };
}

const FRONT: Provider[] = [
  { provide: KeyRecogniser, inject: [ACCESS], useFactory: ({ recogniser }: Access) => recogniser },
  {
    provide: KeyAdministration,
    inject: [ACCESS],
    useFactory: ({ administration }: Access) => administration,
  },
];
