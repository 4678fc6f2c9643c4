import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheEnv } from '@app/cache';
import { connectRedis } from '@app/cache/testing';
import { RecordingSignals } from '@app/core/testing';
import { CacheEnv as Settings } from '@app/cache';
import { makeCertificates } from '../support/redis/redis.certificates.js';
import { asSentinelOf, startTcpSpy, type TcpSpy } from '../support/tcp.spy.js';
import { until } from '../support/timing.js';

/** A record of TLS that holds a greeting begins with it. */
const TLS = 0x16;
const SECRETS = {
  ...{ REDIS_USERNAME: 'the-user-of-redis', REDIS_PASSWORD: 'the-password-of-redis' },
  ...{
    REDIS_SENTINEL_USERNAME: 'the-user-of-sentinels',
    REDIS_SENTINEL_PASSWORD: 'the-password-of-sentinels',
  },
};
const { REDIS_USERNAME, REDIS_PASSWORD } = SECRETS;
const ALL = Object.values(SECRETS);

describe('with TLS configured, in place of a server that speaks none, a listener', () => {
  let folder: string;
  let ca: string;
  let spies: TcpSpy[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ragcache-secrecy-'));
    ca = makeCertificates(folder).ca;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => (spies = []));
  afterEach(async () => {
    await Promise.all(spies.map((spy) => spy.close()));
  });

  async function spy(reply?: (heard: string) => string): Promise<TcpSpy> {
    const one = await startTcpSpy(reply);
    spies.push(one);
    return one;
  }

  /** Tries until that spy was greeted several times; nobody may have heard a secret by then. */
  async function attempt(settings: Partial<CacheEnv>, waitFor: TcpSpy): Promise<void> {
    const server = connectRedis(Object.assign(new Settings(), settings), new RecordingSignals());
    try {
      await until(() => waitFor.firstBytes().length >= 2);
    } finally {
      server.client.disconnect();
      await server.close();
    }
    for (const secret of ALL) for (const one of spies) expect(one.heard()).not.toContain(secret);
  }

  const tls = [
    ['an authority', () => ({ REDIS_TLS_CA: ca })],
    ['REDIS_TLS=on', () => ({ REDIS_TLS: 'on' as const })],
  ] as const;

  it.each(tls)('hears no secret as the one server (%s)', async (_name, how) => {
    const server = await spy();
    await attempt({ ...SECRETS, ...how(), REDIS_URL: `redis://127.0.0.1:${server.port}` }, server);
    expect(new Set(server.firstBytes())).toEqual(new Set([TLS]));
  });

  it.each(tls)('hears no secret as a node of a cluster (%s)', async (_name, how) => {
    const node = await spy();
    await attempt({ ...SECRETS, ...how(), REDIS_CLUSTER_NODES: [`127.0.0.1:${node.port}`] }, node);
    expect(new Set(node.firstBytes())).toEqual(new Set([TLS]));
  });

  it.each(['auto', 'on'] as const)('hears no secret as a Sentinel with a password: %s', async (mode) => {
    const sentinel = await spy();
    const REDIS_SENTINELS = [`127.0.0.1:${sentinel.port}`];
    const settings = { ...SECRETS, REDIS_TLS_CA: ca, REDIS_SENTINEL_TLS: mode, REDIS_SENTINELS };
    await attempt(settings, sentinel);
    expect(new Set(sentinel.firstBytes())).toEqual(new Set([TLS]));
  });

  it.each(['auto', 'off'] as const)(
    'hears no secret as the master that a Sentinel without password names: %s',
    async (mode) => {
      const master = await spy();
      const sentinel = await spy(asSentinelOf(master.port));
      const REDIS_SENTINELS = [`127.0.0.1:${sentinel.port}`];
      const own = { REDIS_USERNAME, REDIS_PASSWORD, REDIS_TLS_CA: ca };
      await attempt({ ...own, REDIS_SENTINEL_TLS: mode, REDIS_SENTINELS }, master);
      expect(new Set(master.firstBytes())).toEqual(new Set([TLS]));
      expect(sentinel.firstBytes()[0] === TLS).toBe(mode === 'auto');
    },
  );
});
