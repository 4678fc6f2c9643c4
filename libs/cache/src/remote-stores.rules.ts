import type { RemoteStoreProblem } from './adapters/store-server.js';
import type { RemoteStoresEnv } from './remote-stores.env.js';
import { hostAndPort, hostOfUrl, isLoopback } from './remote-stores.addresses.js';
import { sentinelProblems, sentinelWarnings } from './remote-stores.sentinels.js';
import { tlsProblems, tlsSettings, usesTls } from './remote-stores.tls.js';

/** What is wrong with the way to Redis, for a part that needs one. */
export function redisProblems(environment: RemoteStoresEnv, mustBeLocked: boolean): RemoteStoreProblem[] {
  const ways = waysToRedis(environment);
  if (ways.length === 0) return [NO_WAY];
  if (ways.length > 1)
    return [{ variable: ways[1]!, message: `is set beside ${ways[0]}. Set only one of them.` }];
  return [
    ...twiceSaid(environment),
    ...missingPassword(environment, mustBeLocked),
    ...tlsProblems(environment),
    ...sentinelProblems(environment),
  ];
}

/** What is legal about the way to Redis and perhaps not meant. */
export function redisWarnings(environment: RemoteStoresEnv): string[] {
  const { REDIS_URL = '' } = environment;
  const isMisleading = REDIS_URL.startsWith('redis:') && usesTls(environment);
  const [why = 'REDIS_TLS'] = tlsSettings(environment);
  return [
    ...(isMisleading
      ? [`REDIS_URL says redis:, but ${why} switches TLS on: connections are encrypted. Write rediss:.`]
      : []),
    ...sentinelWarnings(environment),
  ];
}

const NO_WAY: RemoteStoreProblem = {
  variable: 'REDIS_URL',
  message:
    'is not set. Set it, or use ENTRY_STORE=sqlite, SOURCE_REGISTRY=sqlite, STATS_STORE=sqlite and KEY_STORE=sqlite to run without a server.',
};

function waysToRedis(environment: RemoteStoresEnv): string[] {
  const { REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER_NODES } = environment;
  return [
    ...(REDIS_URL ? ['REDIS_URL'] : []),
    ...(REDIS_SENTINELS.length > 0 ? ['REDIS_SENTINELS'] : []),
    ...(REDIS_CLUSTER_NODES.length > 0 ? ['REDIS_CLUSTER_NODES'] : []),
  ];
}

/** User and password of `REDIS_URL`, decoded; empty = not given. */
function inUrl({ REDIS_URL }: RemoteStoresEnv): { user: string; password: string } {
  const { username, password } = REDIS_URL ? new URL(REDIS_URL) : { username: '', password: '' };
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function twiceSaid(environment: RemoteStoresEnv): RemoteStoreProblem[] {
  const { user, password } = inUrl(environment);
  const { REDIS_USERNAME = user, REDIS_PASSWORD = password } = environment;
  const message = 'says another one than REDIS_URL. Say it in one of them.';
  return [
    ...(user && user !== REDIS_USERNAME ? [{ variable: 'REDIS_USERNAME', message }] : []),
    ...(password && password !== REDIS_PASSWORD ? [{ variable: 'REDIS_PASSWORD', message }] : []),
  ];
}

function missingPassword(environment: RemoteStoresEnv, mustBeLocked: boolean): RemoteStoreProblem[] {
  const { user, password } = inUrl(environment);
  if (environment.REDIS_PASSWORD || password) return [];
  const variable = 'REDIS_PASSWORD';
  if (mustBeLocked && !hostsOf(environment).every(isLoopback))
    return [{ variable, message: 'is not set. In production a Redis on another machine needs a password.' }];
  if (!user && !environment.REDIS_USERNAME) return [];
  const named = user ? 'REDIS_URL names a user' : 'REDIS_USERNAME is set';
  return [
    {
      variable,
      message: `is not set, but ${named}. Set it; a password alone in a URL is written :password@.`,
    },
  ];
}

function hostsOf({ REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER_NODES }: RemoteStoresEnv): string[] {
  if (REDIS_URL) return [hostOfUrl(REDIS_URL)];
  return [...REDIS_SENTINELS, ...REDIS_CLUSTER_NODES].map((node) => hostAndPort(node)!.host);
}
