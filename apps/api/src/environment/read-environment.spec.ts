import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './environment.reader.js';

describe('readEnvironment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-env-'));
  const before = { folder: process.cwd(), port: process.env.PORT };

  beforeAll(() => {
    writeFileSync(join(folder, '.env'), 'PORT=4321\nMAX_ENTRIES=7\nENTRY_SECRET="from the file"\n');
    process.chdir(folder);
    process.env.PORT = '4322';
  });
  afterAll(() => {
    process.chdir(before.folder);
    if (before.port === undefined) delete process.env.PORT;
    else process.env.PORT = before.port;
    rmSync(folder, { recursive: true });
  });

  it('reads .env, which never overrides the process environment', async () => {
    const environment = await readEnvironment();
    expect(environment).toMatchObject({ PORT: 4322, MAX_ENTRIES: 7, ENTRY_SECRET: 'from the file' });
  });

  it('puts nothing of it into the process environment, where children and dumps would find it', async () => {
    await readEnvironment();
    expect(process.env.ENTRY_SECRET).toBeUndefined();
  });
});
