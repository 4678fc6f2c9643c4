import { randomUUID } from 'node:crypto';
import { countersContract, KEY_STORES, keyStoreContract, RedisCounters } from '@app/access/testing';
import type { CacheEnv } from '@app/cache';
import {
  ENTRY_STORES,
  entryStoreContract,
  SOURCE_REGISTRIES,
  sourceRegistryContract,
  STATS_STORES,
  statsStoreContract,
  type TestContext,
} from '@app/cache/testing';
import { documentedCommands } from '../support/redis/redis.acl.js';
import { startRedisCluster } from '../support/redis/redis.cluster.js';
import { startRedis } from '../support/redis/redis.process.js';

type Settings = Partial<CacheEnv>;
type Opens<Store> = (context: TestContext) => Promise<Store>;

/** A prefix of its own per test stands for an empty server. Nothing here is about time limits, and the machine may be busy. */
function settingsOf(server: () => Settings): Settings {
  return {
    get REDIS_URL() {
      return server().REDIS_URL;
    },
    get REDIS_CLUSTER_NODES() {
      return server().REDIS_CLUSTER_NODES ?? [];
    },
    get REDIS_USERNAME() {
      return server().REDIS_USERNAME;
    },
    get REDIS_PASSWORD() {
      return server().REDIS_PASSWORD;
    },
    get KEY_PREFIX() {
      return `ragcache-${randomUUID()}`;
    },
    REDIS_TIMEOUT_MS: 5_000,
  };
}

function ready<Store>(open: Opens<Store>): Opens<Store> {
  return async (context) => {
    await context.redis!.ready();
    return open(context);
  };
}

function contracts(name: string, server: () => Settings): void {
  const settings = settingsOf(server);
  entryStoreContract(name, ready(ENTRY_STORES.redis), { settings, isCapped: false });
  sourceRegistryContract(name, ready(SOURCE_REGISTRIES.redis), settings);
  statsStoreContract(name, ready(STATS_STORES.redis), settings);
  keyStoreContract(name, ready(KEY_STORES.redis), settings);
  countersContract(name, ({ redis }) => new RedisCounters(redis!), settings);
}

describe('a single server', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => (redis = await startRedis()));
  afterAll(() => redis.stop());
  contracts('redis', () => ({ REDIS_URL: redis.url }));
});

describe('a cluster of three', () => {
  let cluster: Awaited<ReturnType<typeof startRedisCluster>>;
  beforeAll(async () => (cluster = await startRedisCluster()));
  afterAll(() => cluster.stop());
  contracts('redis cluster', () => ({ REDIS_CLUSTER_NODES: [...cluster.nodes] }));
});

describe('a user with the documented commands alone', () => {
  const PASSWORD = 'a-long-password';
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
    const rights = ['resetkeys', '~ragcache-*', 'resetchannels', '-@all', ...documentedCommands()];
    redis.cli('acl', 'setuser', 'ragcache', 'on', `>${PASSWORD}`, ...rights);
  });
  afterAll(async () => {
    const denied = redis.cli('acl', 'log');
    await redis.stop();
    expect(denied.trim()).toBe('');
  });
  contracts('restricted redis', () => ({
    REDIS_URL: redis.url,
    REDIS_USERNAME: 'ragcache',
    REDIS_PASSWORD: PASSWORD,
  }));
});
