import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../apps/demo/src/free-port.js';
import { SOURCE_REGISTRIES, testContext, type TestContext } from '@app/cache/testing';
import { makeCertificates, type Certificates } from '../support/redis/redis.certificates.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startSentinels } from '../support/redis/redis.sentinels.js';
import { until } from '../support/timing.js';

const PLACE = { tenant: 'acme', namespace: 'default' };
/** A failover takes seconds. */
const LONG = 60_000;

async function withRegistry(settings: Parameters<typeof testContext>[0], work: Work): Promise<void> {
  const context = testContext({ REDIS_TIMEOUT_MS: 5_000, ...settings });
  await context.redis!.ready();
  const registry = await SOURCE_REGISTRIES.redis.open(context);
  try {
    await work(registry, context);
  } finally {
    await registry.close();
    context.dispose();
  }
}

type Registry = Awaited<ReturnType<typeof SOURCE_REGISTRIES.redis.open>>;
type Work = (registry: Registry, context: TestContext) => Promise<void>;

describe('ways to Redis', () => {
  describe('TLS', () => {
    let folder: string;
    let redis: RedisProcess;
    let port: number;
    let ca: string;
    let files: Certificates;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'ragcache-tls-'));
      files = makeCertificates(folder);
      [ca, port] = [files.ca, await freePort()];
      const certificate = ['--tls-cert-file', files.certificate, '--tls-key-file', files.key];
      const clients = ['--tls-ca-cert-file', files.ca, '--tls-auth-clients', 'no'];
      redis = await startRedis(['--tls-port', `${port}`, ...certificate, ...clients]);
    });
    afterAll(async () => {
      await redis.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('takes a server whose certificate the given authority signed', () =>
      withRegistry({ REDIS_URL: `rediss://127.0.0.1:${port}`, REDIS_TLS_CA: ca }, async (registry) => {
        expect((await registry.read(PLACE)).epochs.tenant).toBeGreaterThan(0);
      }));

    it('shows a certificate of its own to a server that asks for one', async () => {
      redis.cli('config', 'set', 'tls-auth-clients', 'yes');
      const server = { REDIS_URL: `rediss://127.0.0.1:${port}`, REDIS_TLS_CA: ca };
      const own = { REDIS_TLS_CERT: files.certificate, REDIS_TLS_KEY: files.key };
      try {
        await withRegistry({ ...server, ...own }, async (registry) => {
          expect((await registry.read(PLACE)).epochs.tenant).toBeGreaterThan(0);
        });
        await withRegistry(server, (registry) => expect(registry.read(PLACE)).rejects.toThrow());
      } finally {
        redis.cli('config', 'set', 'tls-auth-clients', 'no');
      }
    });

    it('takes no other server', () =>
      withRegistry({ REDIS_URL: `rediss://127.0.0.1:${port}` }, async (registry) => {
        await expect(registry.read(PLACE)).rejects.toThrow();
      }));
  });

  it(
    'asks the Sentinels who is master, and again when that changes',
    async () => {
      const redis = await startSentinels();
      const settings = { REDIS_SENTINELS: [...redis.addresses], REDIS_SENTINEL_NAME: redis.name };
      await withRegistry(settings, async (registry) => {
        const { number: before } = await registry.purges.add('acme', 'test', {});
        redis.master().signal('SIGKILL');
        await until(async () => {
          const after = await registry.purges.add('acme', 'test', {}).catch(() => undefined);
          return after !== undefined && after.number > before;
        });
      }).finally(() => redis.stop());
    },
    LONG,
  );
});
