import { randomUUID } from 'node:crypto';
import { describeResourceOwners, RESOURCE_OWNERS } from '@app/query/testing';
import { describeCounters, KEY_STORES, describeKeyStore, RedisCounters } from '@app/access/testing';
import type { CacheEnv } from '@app/cache';
import {
  ENTRY_STORES,
  describeEntryStore,
  SOURCE_REGISTRIES,
  describeSourceRegistry,
  STATS_STORES,
  describeStatsStore,
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
  describeEntryStore(name, ready(ENTRY_STORES.redis.open), { settings, isCapped: false });
  describeSourceRegistry(name, ready(SOURCE_REGISTRIES.redis.open), { settings });
  describeStatsStore(name, ready(STATS_STORES.redis.open), { settings });
  describeKeyStore(name, ready(KEY_STORES.redis.open), { settings });
  describeResourceOwners(name, ready(RESOURCE_OWNERS.redis.open), { settings });
  describeCounters(name, ({ redis }) => new RedisCounters(redis!), { settings });
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
