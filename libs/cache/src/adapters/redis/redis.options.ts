import { readFileSync } from 'node:fs';
import type { ClusterNode, ClusterOptions, RedisOptions } from 'ioredis';
import type { CacheEnv } from '../../cache.env.js';

/** No longer than this between two tries to connect. Milliseconds. */
const LONGEST_PAUSE_MS = 500;
const CONNECT_MS = 500;
/**
 * For what no question waits for: questions have the server's patience. Generous, because the client holds the time that
 * this process was busy against the server, and for the same reason it is given no time limit for silence.
 */
const COMMAND_MS = 5_000;
const LESS_FROM = 50;

/** The client's own defaults wait for tens of seconds and queue without bound: a cache answers at once or not at all. */
export function redisOptions(environment: CacheEnv): RedisOptions {
  return {
    ...(environment.REDIS_URL ? fromUrl(environment.REDIS_URL) : {}),
    ...credentials(environment),
    ...tls(environment),
    ...sentinels(environment),
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableAutoPipelining: true,
    retryStrategy: (attempt) => Math.min(attempt * LESS_FROM, LONGEST_PAUSE_MS),
  };
}

export function clusterNodes({ REDIS_CLUSTER_NODES }: CacheEnv): ClusterNode[] {
  return REDIS_CLUSTER_NODES.map(hostAndPort);
}

export function clusterOptions(environment: CacheEnv): ClusterOptions {
  const { enableOfflineQueue, ...redis } = redisOptions(environment);
  return {
    // No pipelines: when one slot of several has moved, the client fails everything that is in the same one.
    redisOptions: { ...redis, enableAutoPipelining: false },
    enableOfflineQueue,
    clusterRetryStrategy: (attempt) => Math.min(attempt * LESS_FROM, LONGEST_PAUSE_MS),
    slotsRefreshTimeout: CONNECT_MS,
    // A moved slot is looked up again at once; the calls meanwhile are misses.
    retryDelayOnFailover: LESS_FROM,
  };
}

function fromUrl(url: string): RedisOptions {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || 6379,
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    db: Number(pathname.slice(1)) || 0,
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

function credentials({ REDIS_USERNAME, REDIS_PASSWORD }: CacheEnv): RedisOptions {
  return {
    ...(REDIS_USERNAME ? { username: REDIS_USERNAME } : {}),
    ...(REDIS_PASSWORD ? { password: REDIS_PASSWORD } : {}),
  };
}

function tls({ REDIS_TLS_CA }: CacheEnv): RedisOptions {
  return REDIS_TLS_CA ? { tls: { ca: readFileSync(REDIS_TLS_CA, 'utf8') } } : {};
}

function sentinels({ REDIS_SENTINELS, REDIS_SENTINEL_NAME }: CacheEnv): RedisOptions {
  if (REDIS_SENTINELS.length === 0) return {};
  return {
    sentinels: REDIS_SENTINELS.map(hostAndPort),
    name: REDIS_SENTINEL_NAME,
    sentinelRetryStrategy: (attempt) => Math.min(attempt * LESS_FROM, LONGEST_PAUSE_MS),
  };
}

function hostAndPort(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
