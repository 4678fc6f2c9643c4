import { Clock, Signals } from '@app/core';
import { Embedder } from '@app/embedding';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { EntryDirectory } from './administration/entry-directory.js';
import { Purge } from './administration/purge.js';
import { RedisConnectionModule } from './adapters/redis/redis.connection.module.js';
import { RedisEntrySecretModule } from './adapters/redis/redis.entry-secret.module.js';
import { RedisServer } from './adapters/redis/redis.server.js';
import { assembleCache, type Cache } from './cache.assembly.js';
import type { CacheEnv } from './cache.env.js';
import type { SealSecrets } from './entry-secret.js';
import { openStores } from './open-stores.js';
import { ReusePolicy } from './policy/reuse.policy.js';
import { CacheReader } from './cache-reader.js';
import { usesRedis } from './chosen-stores.js';
import { Statistics } from './statistics/statistics.js';
import { Stores } from './stores.js';
import { EmbeddingReader } from './embeddings/embedding-reader.js';
import { CacheWriter } from './writing/cache-writer.js';

const CACHE = Symbol('the assembled cache');

/** Memory: the stores, the tiers over them, the reuse policy, and what is written after an answer. */
@Module({})
export class CacheModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(CACHE) private readonly cache: Cache,
    private readonly stores: Stores,
  ) {}

  /** @param embedding the module that provides the `Embedder`. `Clock` and `Signals` are global, by the app's say. */
  static register(environment: CacheEnv & SealSecrets, embedding: DynamicModule): DynamicModule {
    const redis = usesRedis(environment) ? redisModules(environment) : [];
    return {
      module: CacheModule,
      imports: [embedding, ...redis],
      providers: [...assembly(environment), ...FRONT],
      exports: [
        Stores,
        CacheReader,
        EmbeddingReader,
        CacheWriter,
        Purge,
        EntryDirectory,
        Statistics,
        ...redis,
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    this.cache.flusher.start();
    await this.cache.maintenance.start();
  }

  /** Connections are drained by now: what was accepted is written before the stores close. */
  async onApplicationShutdown(): Promise<void> {
    await this.cache.writer.drain();
    await this.cache.flusher.stop();
    await this.cache.maintenance.stop();
    await this.stores.close();
  }
}

/** The secret matters where entries are shared. */
function redisModules(environment: CacheEnv & SealSecrets): DynamicModule[] {
  const connection = RedisConnectionModule.register(environment);
  if (environment.ENTRY_STORE !== 'redis') return [connection];
  return [connection, RedisEntrySecretModule.register(environment, connection)];
}

function assembly(environment: CacheEnv & SealSecrets): Provider[] {
  const { POLICY_DATA_DIR: dataFolder } = environment;
  return [
    {
      provide: Stores,
      inject: [Embedder, Clock, Signals, { token: RedisServer, optional: true }],
      useFactory: (embedder: Embedder, clock: Clock, signals: Signals, redis?: RedisServer) =>
        openStores({ environment, space: embedder.space, clock, signals, redis }),
    },
    {
      provide: CACHE,
      inject: [Stores, Embedder, Clock, Signals],
      useFactory: (stores: Stores, embedder: Embedder, clock: Clock, signals: Signals) => {
        const policy = ReusePolicy.create({ languages: embedder.space.languages, dataFolder });
        return assembleCache({ environment, stores, embedder, policy, clock, signals });
      },
    },
  ];
}

const FRONT: Provider[] = [
  { provide: CacheReader, inject: [CACHE], useFactory: ({ reader }: Cache) => reader },
  { provide: EmbeddingReader, inject: [CACHE], useFactory: ({ embeddings }: Cache) => embeddings },
  { provide: CacheWriter, inject: [CACHE], useFactory: ({ writer }: Cache) => writer },
  { provide: Purge, inject: [CACHE], useFactory: ({ purge }: Cache) => purge },
  { provide: EntryDirectory, inject: [CACHE], useFactory: ({ directory }: Cache) => directory },
  { provide: Statistics, inject: [CACHE], useFactory: ({ statistics }: Cache) => statistics },
];
