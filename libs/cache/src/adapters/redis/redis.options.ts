import type { ClusterNode, ClusterOptions, RedisOptions } from 'ioredis';
import type { RemoteStoresEnv } from '../../remote-stores.env.js';
import { hostAndPort, hostOfUrl } from '../../remote-stores.addresses.js';
import { sentinelWay } from '../../remote-stores.sentinels.js';
import { tlsOptions } from '../../remote-stores.tls.js';
import { TlsFirstConnector } from './redis.tls-first-connector.js';

/** No longer than this between two tries to connect. Milliseconds. */
const LONGEST_PAUSE_MS = 500;
const CONNECT_MS = 500;
/**
 * For what no question waits for: questions have the server's patience. Generous, because the client holds the time that
 * this process was busy against the server, and for the same reason it is given no time limit for silence.
 */
const COMMAND_MS = 5_000;
/** A Sentinel that stays silent for so long is passed over for the next. */
const SENTINEL_MS = 1_000;
const LESS_FROM = 50;

/** The client's own defaults wait for tens of seconds and queue without bound: a cache answers at once or not at all. */
export function redisOptions(environment: RemoteStoresEnv): RedisOptions {
  return {
    ...(environment.REDIS_URL ? fromUrl(environment.REDIS_URL) : {}),
    ...credentials(environment),
    ...tls(environment),
    ...(environment.REDIS_SENTINELS.length > 0 ? sentinels(environment) : {}),
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableAutoPipelining: true,
    retryStrategy: (attempt) => Math.min(attempt * LESS_FROM, LONGEST_PAUSE_MS),
  };
}

export function clusterNodes({ REDIS_CLUSTER_NODES }: RemoteStoresEnv): ClusterNode[] {
  return REDIS_CLUSTER_NODES.map((node) => hostAndPort(node)!);
}

export function clusterOptions(environment: RemoteStoresEnv): ClusterOptions {
  const { enableOfflineQueue, ...redis } = redisOptions(environment);
  return {
    // No pipelines: when one slot of several has moved, the client fails everything that is in the same one.
    redisOptions: { ...redis, enableAutoPipelining: false },
    enableOfflineQueue,
    clusterRetryStrategy: (attempt) => Math.min(attempt * LESS_FROM, LONGEST_PAUSE_MS),
    slotsRefreshTimeout: CONNECT_MS,
    // A moved slot is looked up again at once; the calls meanwhile are misses.
    retryDelayOnFailover: LESS_FROM,
    // By default names become addresses first, which certificates seldom carry.
    ...(redis.tls ? { dnsLookup: (name, found) => found(null, name) } : {}),
  };
}

/** The scheme is looked at with everything else that switches TLS on. */
function fromUrl(url: string): RedisOptions {
  const { port, username, password, pathname } = new URL(url);
  return {
    host: hostOfUrl(url),
    port: Number(port) || 6379,
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    db: Number(pathname.slice(1)),
  };
}

function credentials({ REDIS_USERNAME, REDIS_PASSWORD }: RemoteStoresEnv): RedisOptions {
  return {
    ...(REDIS_USERNAME ? { username: REDIS_USERNAME } : {}),
    ...(REDIS_PASSWORD ? { password: REDIS_PASSWORD } : {}),
  };
}

/** The client wants to be told twice: without the second option a master found by Sentinels is spoken to in plain text. */
function tls(environment: RemoteStoresEnv): RedisOptions {
  const options = tlsOptions(environment);
  return options ? { tls: options, enableTLSForSentinelMode: true } : {};
}

function sentinels(environment: RemoteStoresEnv): RedisOptions {
  const { REDIS_SENTINEL_USERNAME, REDIS_SENTINEL_PASSWORD } = environment;
  const way = sentinelWay(environment);
  return {
    sentinels: environment.REDIS_SENTINELS.map((sentinel) => hostAndPort(sentinel)!),
    name: environment.REDIS_SENTINEL_NAME,
    sentinelUsername: REDIS_SENTINEL_USERNAME,
    sentinelPassword: REDIS_SENTINEL_PASSWORD,
    sentinelCommandTimeout: SENTINEL_MS,
    sentinelRetryStrategy: (attempt) => Math.min(attempt * LESS_FROM, LONGEST_PAUSE_MS),
    ...(way === 'plain' ? {} : { sentinelTLS: tlsOptions(environment) }),
    ...(way === 'tls-first' ? { Connector: TlsFirstConnector } : {}),
  };
}
