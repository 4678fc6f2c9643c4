import type { Signals } from '@app/core';
import { Cluster, Redis } from 'ioredis';
import type { RemoteStoresEnv } from '../../remote-stores.env.js';
import { clusterNodes, clusterOptions, redisOptions } from './redis.options.js';
import { RedisServer } from './redis.server.js';

/** A connection of one's own, for tools and tests; the service's is made by `RedisConnectionModule`. */
export function connectRedis(environment: RemoteStoresEnv, signals: Signals): RedisServer {
  const client =
    environment.REDIS_CLUSTER_NODES.length > 0
      ? new Cluster(clusterNodes(environment), clusterOptions(environment))
      : new Redis(redisOptions(environment));
  return new RedisServer(client, environment, signals);
}
