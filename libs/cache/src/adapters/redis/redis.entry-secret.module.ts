import { Signals } from '@app/core';
import {
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { entrySecretOf, type SealSecrets } from '../../entry-secret.js';
import { fingerprintOf, RedisSecretWatch } from './redis.secret-watch.js';
import { RedisServer } from './redis.server.js';

/** Watches, while the service runs, that replicas with entries on one Redis share their secret. */
@Module({})
export class RedisEntrySecretModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(RedisSecretWatch) private readonly watch: RedisSecretWatch) {}

  /** @param redis the module that provides the `RedisServer`. */
  static register(secrets: SealSecrets, redis: DynamicModule): DynamicModule {
    return {
      module: RedisEntrySecretModule,
      imports: [redis],
      providers: [
        {
          provide: RedisSecretWatch,
          inject: [RedisServer, Signals],
          useFactory: (server: RedisServer, signals: Signals) => {
            const log = new Logger('RAGCache');
            const fingerprint = fingerprintOf(entrySecretOf(secrets));
            return new RedisSecretWatch(server, fingerprint, signals, (message) => log.warn(message));
          },
        },
      ],
      exports: [RedisSecretWatch],
    };
  }

  onApplicationBootstrap(): void {
    this.watch.start();
  }

  /** Before the connection closes. */
  onModuleDestroy(): void {
    this.watch.stop();
  }
}
