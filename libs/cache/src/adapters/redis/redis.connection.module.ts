import { ClusterModule, ClusterService, RedisModule, RedisService } from '@liaoliaots/nestjs-redis';
import { SettingError, Signals } from '@app/core';
import { type DynamicModule, Logger, Module, type Provider } from '@nestjs/common';
import type { RemoteStoresEnv } from '../../remote-stores.env.js';
import { evictionProblem } from './redis.eviction.js';
import { clusterNodes, clusterOptions, redisOptions } from './redis.options.js';
import { RedisServer } from './redis.server.js';

/** What the connection says about itself is told by the breaker; and it closes after the last write, not before. */
const QUIET = { readyLog: false, errorLog: false, closeClient: false };

/** The one connection to Redis or Valkey, single, Sentinel or Cluster: provides the `RedisServer`. */
@Module({})
export class RedisConnectionModule {
  static register(environment: RemoteStoresEnv): DynamicModule {
    const isCluster = environment.REDIS_CLUSTER_NODES.length > 0;
    return {
      module: RedisConnectionModule,
      imports: [isCluster ? clusterModule(environment) : singleModule(environment)],
      providers: [serverOver(isCluster ? ClusterService : RedisService, environment)],
      exports: [RedisServer],
    };
  }
}

function singleModule(environment: RemoteStoresEnv): DynamicModule {
  return RedisModule.forRoot({ ...QUIET, config: redisOptions(environment) }, false);
}

function clusterModule(environment: RemoteStoresEnv): DynamicModule {
  const config = { nodes: clusterNodes(environment), ...clusterOptions(environment) };
  return ClusterModule.forRoot({ ...QUIET, config }, false);
}

/** A server that can't be asked now has worse problems. */
async function warn({ client }: RedisServer): Promise<void> {
  const problem = await evictionProblem(client).catch(() => undefined);
  if (problem) new Logger('RAGCache').warn(problem);
}

function serverOver(
  service: typeof RedisService | typeof ClusterService,
  environment: RemoteStoresEnv,
): Provider {
  return {
    provide: RedisServer,
    inject: [service, Signals],
    useFactory: async (connections: RedisService | ClusterService, signals: Signals) => {
      const server = new RedisServer(connections.getOrThrow(), environment, signals);
      await server.ready();
      if (server.refusal) throw new SettingError(server.refusal);
      await warn(server);
      return server;
    },
  };
}
