import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPTS = join(__dirname, '../../scripts');

describe('build-if-stale', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache é x '));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds its sources in a folder of any name, and nothing to do when the build is newer', () => {
    cpSync(SCRIPTS, join(folder, 'scripts'), { recursive: true });
    for (const name of ['apps', 'libs', 'bench', 'test', 'dist']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'apps/main.ts'), '');
    writeFileSync(join(folder, 'dist/.tsbuildinfo'), '');
    const script = join(folder, 'scripts/build-if-stale.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
