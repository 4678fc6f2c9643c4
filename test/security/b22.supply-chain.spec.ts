import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

interface Locked {
  readonly name?: string;
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly link?: boolean;
}
type Lock = { packages: Record<string, Locked> };

const lock = JSON.parse(read('package-lock.json')) as Lock;
/** As they are known to everybody, however often they are installed. */
const packages = new Set(
  Object.entries(lock.packages)
    .filter(([path, { link }]) => path && !link)
    .map(([path, { name, version }]) => `${name ?? path.replace(/^.*node_modules\//, '')}@${version}`),
);

/** B22: what is brought in from elsewhere is known, verified, and runs nothing while it is installed. */
describe('dependencies', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'ragcache-lock-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const checked = (file: string) =>
    spawnSync(process.execPath, [join(ROOT, 'scripts/check-lock.mjs'), file], { encoding: 'utf8' });

  it('are all as the lock file has to have them', () => {
    const { status, stderr } = checked(join(ROOT, 'package-lock.json'));
    expect([status, stderr]).toEqual([0, '']);
  });

  it.each<[string, string, Partial<Locked>]>([
    ['has no integrity', 'undici', { integrity: undefined }],
    ['has a weak one', 'undici', { integrity: 'sha1-xxxx' }],
    ['comes from elsewhere', 'undici', { resolved: 'https://registry.example.com/undici.tgz' }],
    ['comes from a repository', 'undici', { resolved: 'git+ssh://git@github.com/nodejs/undici.git' }],
    ['has another licence', 'undici', { license: 'AGPL-3.0-only' }],
    ['has another licence besides', 'undici', { license: '(MIT AND SSPL-1.0)' }],
    ['has no licence', 'undici', { license: undefined }],
    [
      'is an adapter that can be asked past authentication',
      '@nestjs/platform-fastify',
      { version: '11.1.23' },
    ],
    ['is a server that can be asked past authentication', 'fastify', { version: '5.7.9' }],
  ])('are refused when one %s: %s', (_what, name, change) => {
    const path = `node_modules/${name}`;
    const changed = { packages: { ...lock.packages, [path]: { ...lock.packages[path], ...change } } };
    const file = join(folder, 'package-lock.json');
    writeFileSync(file, JSON.stringify(changed));
    const { status, stderr } = checked(file);
    expect([status, stderr.trim().split('\n')]).toEqual([1, [expect.stringContaining(`${name}@`)]]);
  });

  it('are all in the bill of materials, each with its hash', () => {
    const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'];
    const { stdout } = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
    const { components } = JSON.parse(stdout) as { components: { purl: string; hashes?: unknown[] }[] };
    expect(packages.size).toBeGreaterThan(500);
    expect(new Set(components.map(({ purl }) => purl)).size).toBe(packages.size);
    expect(components.filter(({ hashes }) => !hashes?.length)).toEqual([]);
  });

  it('run no script while they are installed, and nothing here relies on one', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    expect(read('.npmrc')).toMatch(/^strict-allow-scripts=true$/m);
    const { scripts, allowScripts } = JSON.parse(read('package.json')) as {
      scripts: Record<string, string>;
      allowScripts: Record<string, boolean>;
    };
    // With `ignore-scripts` npm leaves out what comes before and after a script, too.
    expect(Object.keys(scripts).filter((name) => /^(pre|post)/.test(name))).toEqual([]);
    expect(Object.values(allowScripts).filter((isAllowed) => isAllowed)).toEqual([]);
  });

  it('are installed as they are locked, in the image', () => {
    expect(read('Dockerfile')).toMatch(/npm ci\b/);
    expect(read('Dockerfile')).not.toMatch(/npm (install|i|update|add)\b/);
  });

  it('are installed as they are locked, in continuous integration', () => {
    const steps = `import { phasesIn } from './.ci/steps.mjs'; console.log(JSON.stringify(phasesIn('/reports').flat(2)));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', steps], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const commands = (JSON.parse(stdout) as { command: string[] }[]).map(({ command }) => command.join(' '));
    const installs = commands.filter((command) => /^npm (ci|install|i|update|add)\b/.test(command));
    expect(installs.shift()).toBe('npm ci');
    // Programs for the tests alone, into a folder of their own, in one version.
    for (const install of installs)
      expect(install).toMatch(/^npm install --prefix \S+ --no-save --no-package-lock \S+@\d+\.\d+\.\d+$/);
  });
});
