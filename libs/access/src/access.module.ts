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
import { KeyStore } from './key-store.port.js';
import { KeyRecogniser } from './known/key-recogniser.js';
import { assembleLimiter } from './limits/limiter.assembly.js';
import { Limiter } from './limits/limiter.js';

const ACCESS = Symbol('stored keys');
const SHARES_REDIS = Symbol('whether another module closes the connection');

/** Stored keys: recognising them, administering them, and enforcing their limits. */
@Module({})
export class AccessModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(ACCESS) private readonly access: Access,
    @Inject(SHARES_REDIS) private readonly sharesRedis: boolean,
  ) {}

  /** @param cache has the Redis connection when any of its stores uses Redis. The app registers `Clock` and `Signals` globally. */
  static register(environment: AccessSettings, cache: DynamicModule): DynamicModule {
    const sharesRedis = usesRedis(environment);
    const isOnRedis = sharesRedis || keyStoreOf(environment) === 'redis';
    return {
      module: AccessModule,
      imports: isOnRedis ? [sharesRedis ? cache : RedisConnectionModule.register(environment)] : [],
      providers: [{ provide: SHARES_REDIS, useValue: sharesRedis }, ...assembly(environment), ...FRONT],
      exports: [KeyRecogniser, KeyAdministration, KeyStore, Limiter],
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

/** Limits are counted on Redis when there is one, so that replicas share the counters. */
function assembly(environment: AccessSettings): Provider[] {
  const inject = [Clock, Signals, { token: RedisServer, optional: true }];
  const partsOf = (...[clock, signals, redis]: Shared) => ({ environment, clock, signals, redis });
  return [
    { provide: ACCESS, inject, useFactory: (...shared: Shared) => assembleAccess(partsOf(...shared)) },
    { provide: Limiter, inject, useFactory: (...shared: Shared) => assembleLimiter(partsOf(...shared)) },
  ];
}

type Shared = [clock: Clock, signals: Signals, redis?: RedisServer];

const FRONT: Provider[] = [
  { provide: KeyRecogniser, inject: [ACCESS], useFactory: ({ recogniser }: Access) => recogniser },
  {
    provide: KeyAdministration,
    inject: [ACCESS],
    useFactory: ({ administration }: Access) => administration,
  },
  { provide: KeyStore, inject: [ACCESS], useFactory: ({ store }: Access) => store },
];
