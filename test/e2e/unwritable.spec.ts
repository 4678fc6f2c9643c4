import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { canBeImmutable, whileImmutable } from '../support/immutable-files.js';
import { until } from '../support/timing.js';
import { ACME_KEY, openStage, SEMANTIC, type Stage } from './stage.js';

const LONG = 90_000;

const whereImmutable = canBeImmutable() ? it : it.skip;

describe('a store that can be read but not written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-unwritable-'));
  const query = 'Who painted the hall?';
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      ...SEMANTIC,
      DATA_DIR: folder,
      KEY_PEPPER: 'a-pepper-of-at-least-32-characters',
    });
    await stage.service.ask({ query }, ACME_KEY);
    await until(
      async () => (await stage.service.ask({ query }, ACME_KEY)).body.cache_info.cache_hit === true,
    );
  }, LONG);
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const health = async () =>
    (await stage.service.request('GET', '/health')).body as { status: string; parts: Record<string, string> };
  const lines = (msg: string) => stage.service.output().split(`"msg":"${msg}"`).length - 1;
  const OK = { entries: 'up', vectors: 'up', registry: 'up', stats: 'up', keys: 'up', embedder: 'up' };

  it.each([
    ['ragcache.db', ['entries', 'vectors', 'registry', 'stats']],
    ['keys.sqlite', ['keys']],
  ])(
    'shows in the health report while another process holds %s, and only there: requests and readiness go on',
    async (file, parts) => {
      await until(async () => (await health()).status === 'ok');
      const told = lines('part fails its health check');
      const holder = new DatabaseSync(join(folder, file));
      holder.exec('BEGIN EXCLUSIVE');
      try {
        const areDown = (states: Record<string, string>) => parts.every((part) => states[part] === 'down');
        await until(async () => areDown((await health()).parts));
        const down = Object.fromEntries(parts.map((part) => [part, 'down']));
        expect((await health()).parts).toEqual({ ...OK, ...down });
        expect((await stage.service.request('GET', '/health/ready')).status).toBe(200);
        expect((await stage.service.ask({ query }, ACME_KEY)).status).toBe(200);
        await until(() => lines('part fails its health check') >= told + parts.length);
        await health();
        expect(lines('part fails its health check')).toBe(told + parts.length);
      } finally {
        holder.exec('ROLLBACK');
        holder.close();
      }
      await until(async () => (await health()).status === 'ok');
    },
    LONG,
  );

  whereImmutable(
    'shows in the health report when its files are made immutable, until they are no longer',
    async () => {
      await whileImmutable(folder, () =>
        until(async () => {
          const { parts } = await health();
          return [parts.entries, parts.registry, parts.keys].every((state) => state === 'down');
        }),
      );
      await until(async () => (await health()).status === 'ok');
    },
    LONG,
  );
});
