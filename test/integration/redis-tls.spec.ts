import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CacheEnv, type RedisServer } from '@app/cache';
import { connectRedis } from '@app/cache/testing';
import { RecordingSignals } from '@app/core/testing';
import { makeCertificates, type Certificates } from '../support/redis/redis.certificates.js';
import { startRedisCluster, type RedisCluster } from '../support/redis/redis.cluster.js';
import { startSentinels, type RedisSentinels } from '../support/redis/redis.sentinels.js';
import { lockedSentinels, ROOT, USER, userLine, WATCHER } from '../support/redis/redis.users.js';
import { until } from '../support/timing.js';

/** A failover takes seconds. */
const LONG = 60_000;

async function withServer(
  settings: Partial<CacheEnv>,
  work: (server: RedisServer) => Promise<void>,
): Promise<void> {
  const server = connectRedis(Object.assign(new CacheEnv(), settings), new RecordingSignals());
  try {
    await server.ready();
    await work(server);
  } finally {
    server.client.disconnect();
    await server.close();
  }
}

const canBeUsed = (settings: Partial<CacheEnv>) =>
  withServer(settings, async ({ client }) => {
    await until(() => client.set('ragcache:x', '1').then(Boolean, () => false));
    expect(await client.get('ragcache:x')).toBe('1');
  });

/** Nothing that goes out meanwhile succeeds. */
const canNotBeUsed = (settings: Partial<CacheEnv>) =>
  withServer(settings, async ({ client }) => {
    await new Promise((done) => setTimeout(done, 1_000));
    await expect(client.get('ragcache:x')).rejects.toThrow();
  });

let folder: string;
let files: Certificates;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragcache-tls-'));
  files = makeCertificates(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('Sentinels with TLS and users, before servers with TLS and users', () => {
  let redis: RedisSentinels;
  let settings: Partial<CacheEnv>;
  beforeAll(async () => {
    redis = await startSentinels(lockedSentinels(files));
    const REDIS_SENTINELS = [...redis.addresses];
    settings = {
      ...USER,
      ...WATCHER,
      REDIS_SENTINELS,
      REDIS_SENTINEL_NAME: redis.name,
      REDIS_TLS_CA: files.ca,
    };
  }, LONG);
  afterAll(() => redis.stop());

  it.each(['auto', 'on'] as const)('lead to the master: REDIS_SENTINEL_TLS=%s', (mode) =>
    canBeUsed({ ...settings, REDIS_SENTINEL_TLS: mode }),
  );

  it.each<[string, Partial<CacheEnv>]>([
    ['without their password', { REDIS_SENTINEL_PASSWORD: undefined, REDIS_SENTINEL_USERNAME: undefined }],
    ["with the password of Redis's user", { REDIS_SENTINEL_PASSWORD: USER.REDIS_PASSWORD }],
    ['with their password for Redis', { REDIS_PASSWORD: WATCHER.REDIS_SENTINEL_PASSWORD }],
    ['without the authority', { REDIS_TLS_CA: undefined, REDIS_TLS: 'on' }],
    ['with another name', { REDIS_TLS_SERVERNAME: 'redis.internal' }],
    ['without TLS', { REDIS_TLS_CA: undefined }],
  ])('lead nowhere %s', (_what, wrong) => canNotBeUsed({ ...settings, ...wrong }));

  it(
    'lead to the next master after a failover',
    () =>
      withServer(settings, async ({ client }) => {
        await until(() => client.set('ragcache:before', '1').then(Boolean, () => false));
        await redis.promote(redis.copies[0]!);
        await until(() => client.set('ragcache:after', '2').then(Boolean, () => false));
        expect(redis.copies[0]!.cli('get', 'ragcache:after').trim()).toBe('2');
      }),
    LONG,
  );
});

describe('a Sentinel without TLS, before servers with it', () => {
  let redis: RedisSentinels;
  let settings: Partial<CacheEnv>;
  beforeAll(async () => {
    redis = await startSentinels({ copies: 0, sentinels: 1, data: { tls: files, login: ROOT } });
    const REDIS_SENTINELS = [...redis.addresses];
    const login = { REDIS_USERNAME: ROOT.username, REDIS_PASSWORD: ROOT.password };
    settings = { ...login, REDIS_SENTINELS, REDIS_SENTINEL_NAME: redis.name, REDIS_TLS_CA: files.ca };
  }, LONG);
  afterAll(() => redis.stop());

  it.each(['auto', 'off'] as const)('leads to the master: REDIS_SENTINEL_TLS=%s', (mode) =>
    canBeUsed({ ...settings, REDIS_SENTINEL_TLS: mode }),
  );

  it('does not where TLS is asked for, or a password would be told', async () => {
    await canNotBeUsed({ ...settings, REDIS_SENTINEL_TLS: 'on' });
    await canNotBeUsed({ ...settings, ...WATCHER });
  });
});

describe('a cluster with TLS and users, whose certificates carry names alone', () => {
  let named: string;
  let cluster: RedisCluster;
  let settings: Partial<CacheEnv>;
  beforeAll(async () => {
    named = mkdtempSync(join(tmpdir(), 'ragcache-tls-'));
    const tls = makeCertificates(named, 'DNS:localhost,DNS:redis.internal');
    const users = [userLine('+cluster|slots', '+cluster|shards', '+cluster|info')];
    cluster = await startRedisCluster({ security: { tls, login: ROOT, users } });
    settings = { ...USER, REDIS_CLUSTER_NODES: [...cluster.nodes], REDIS_TLS_CA: tls.ca };
  }, LONG);
  afterAll(async () => {
    await cluster.stop();
    rmSync(named, { recursive: true, force: true });
  });

  it('is not trusted by its addresses', () => canNotBeUsed(settings));

  it('is found by the name that all of them carry', () =>
    canBeUsed({ ...settings, REDIS_TLS_SERVERNAME: 'redis.internal' }));

  it('is found by the names that its nodes announce', async () => {
    for (const node of cluster.processes) {
      node.cli('config', 'set', 'cluster-announce-hostname', 'localhost');
      node.cli('config', 'set', 'cluster-preferred-endpoint-type', 'hostname');
    }
    const nodes = cluster.processes.map(({ port }) => `localhost:${port}`);
    await until(() =>
      cluster.processes.every((node) => node.cli('cluster', 'slots').split('localhost').length > 3),
    );
    await canBeUsed({ ...settings, REDIS_CLUSTER_NODES: nodes });
  });
});
