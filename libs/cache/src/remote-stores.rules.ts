import type { CacheEnv } from './cache.env.js';

/** A variable that stops the start, and what would be right. */
export interface RemoteStoreProblem {
  readonly variable: string;
  readonly message: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

/** Whether any part lives on Redis. */
export function usesRedis({ ENTRY_STORE, SOURCE_REGISTRY }: CacheEnv): boolean {
  return ENTRY_STORE === 'redis' || SOURCE_REGISTRY === 'redis';
}

/** What can only be judged by looking at several variables. @param mustBeLocked no store elsewhere without credentials. */
export function remoteStoreProblems(environment: CacheEnv, mustBeLocked: boolean): RemoteStoreProblem[] {
  return usesRedis(environment) ? redisProblems(environment, mustBeLocked) : [];
}

/** What is wrong with the way to Redis, for a part that needs one. */
export function redisProblems(environment: CacheEnv, mustBeLocked: boolean): RemoteStoreProblem[] {
  const ways = waysToRedis(environment);
  if (ways.length === 0)
    return [
      {
        variable: 'REDIS_URL',
        message:
          'is not set. Set it, or use ENTRY_STORE=sqlite, SOURCE_REGISTRY=sqlite and KEY_STORE=sqlite to run without a server.',
      },
    ];
  if (ways.length > 1)
    return [{ variable: ways[1]!, message: `is set beside ${ways[0]}. Set only one of them.` }];
  if (!mustBeLocked || hasPassword(environment) || hostsOf(environment).every((host) => LOOPBACK.test(host)))
    return [];
  return [
    {
      variable: 'REDIS_PASSWORD',
      message: 'is not set. In production a Redis on another machine needs a password.',
    },
  ];
}

function waysToRedis(environment: CacheEnv): string[] {
  const { REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER_NODES } = environment;
  return [
    ...(REDIS_URL ? ['REDIS_URL'] : []),
    ...(REDIS_SENTINELS.length > 0 ? ['REDIS_SENTINELS'] : []),
    ...(REDIS_CLUSTER_NODES.length > 0 ? ['REDIS_CLUSTER_NODES'] : []),
  ];
}

function hasPassword({ REDIS_URL, REDIS_PASSWORD }: CacheEnv): boolean {
  return Boolean(REDIS_PASSWORD ?? (REDIS_URL && new URL(REDIS_URL).password));
}

function hostsOf({ REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER_NODES }: CacheEnv): string[] {
  const listed = [...REDIS_SENTINELS, ...REDIS_CLUSTER_NODES].map((node) => node.replace(/:\d+$/, ''));
  return REDIS_URL ? [new URL(REDIS_URL).hostname.replace(/^\[|\]$/g, '')] : listed;
}
