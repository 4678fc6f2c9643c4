import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf, SERVICE_MAIN } from '../../apps/demo/src/service.process.js';
import { startRefused, startService } from '../support/service.js';

const NOBODY = 65_532;
const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux' ? it : it.skip;
const asRoot = isRoot ? it : it.skip;
const LONG = 60_000;

const can = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

describe('a setting that names a place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-places-'));
  const at = (...names: string[]) => join(folder, ...names);
  beforeAll(() => {
    writeFileSync(at('file'), '');
    writeFileSync(at('models.json'), '{}');
    spawnSync('mkfifo', [at('pipe')]);
    chmodSync(folder, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const refusal = async (settings: Record<string, string>) => {
    const began = performance.now();
    const { code, output } = await startRefused({ DATA_DIR: at('data'), PORT: '0', ...settings });
    return { code, output, tookMs: performance.now() - began };
  };

  onLinux(
    'is told when the file system takes no folders',
    async () => {
      const { code, output } = await refusal({ DATA_DIR: '/proc/nope' });
      expect(output).toMatch(
        /^RAGCache can't start: DATA_DIR \/proc\/nope can't be created: \/proc takes no folders\. Name .+\.\n$/,
      );
      expect(code).toBe(1);
    },
    LONG,
  );

  it.each(['1', '2'])(
    'stops the start with one line and no stack, with API_WORKERS=%s',
    async (workers) => {
      const { code, output } = await refusal({ DATA_DIR: at('file'), API_WORKERS: workers });
      expect(output).toMatch(/^RAGCache can't start: DATA_DIR \S+file is a file\. Name a folder .+\.\n$/);
      expect(code).toBe(1);
    },
    LONG,
  );

  onLinux(
    'does not wait for a secret that nobody writes',
    async () => {
      const { code, output, tookMs } = await refusal({ API_KEYS_FILE: at('pipe') });
      expect(output).toMatch(/API_KEYS_FILE: the file is empty\. Write the secret into it\./);
      expect([code, tookMs < 15_000]).toEqual([1, true]);
    },
    LONG,
  );

  asRoot(
    'stops the start when this process may not write there',
    async () => {
      const closed = at('closed');
      mkdirSync(closed, { mode: 0o755 });
      const { code, output } = await startedAs(NOBODY, { DATA_DIR: closed });
      expect(output).toMatch(
        /DATA_DIR \S+ can't be written: this process lacks the permission \(EACCES\)\. Name .+\./,
      );
      expect(code).toBe(1);
      expect((await startedAs(NOBODY, { DATA_DIR: join(closed, 'new') })).output).toMatch(
        /DATA_DIR \S+ can't be created: .+EACCES/,
      );
    },
    LONG,
  );

  asRoot(
    'stops the start when an existing file there belongs to somebody else',
    async () => {
      const shared = at('shared');
      mkdirSync(shared);
      chmodSync(shared, 0o777);
      writeFileSync(join(shared, 'ragcache.db'), '');
      const { output } = await startedAs(NOBODY, { DATA_DIR: shared });
      expect(output).toMatch(/DATA_DIR \S+ can't be used, as its ragcache\.db can't be written: .+EACCES/);
    },
    LONG,
  );

  const disk = (name: string, options: string) => {
    mkdirSync(at(name), { recursive: true });
    return can('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', at(name));
  };

  asRoot(
    'tells of a disk that is full, and of one that is read-only',
    async () => {
      for (const [name, options, words] of [
        ['full', 'size=1m', /can't be written: its disk is full \(ENOSPC\)/],
        ['read-only', 'size=1m,ro', /can't be written: its file system is read-only \(EROFS\)/],
      ] as const) {
        if (!disk(name, options)) return console.warn('skipped: mounting a tmpfs is not allowed here');
        try {
          if (name === 'full') spawnSync('dd', ['if=/dev/zero', `of=${at(name, 'ballast')}`, 'bs=64k']);
          expect((await refusal({ DATA_DIR: at(name) })).output).toMatch(words);
        } finally {
          spawnSync('umount', ['--lazy', at(name)]);
        }
      }
    },
    LONG,
  );

  it(
    'is left as it was found when it is good, and folders are made for their owner alone',
    async () => {
      const data = at('deep', 'data');
      const service = await startService({
        DATA_DIR: data,
        AUDIT_LOG: at('logs', 'audit.jsonl'),
        MODELS_FILE: at('models.json'),
      });
      await service.stop();
      expect(readdirSync(data).filter((name) => !name.startsWith('ragcache.db'))).toEqual([]);
      expect(existsSync(at('logs', 'audit.jsonl'))).toBe(false);
      expect(spawnSync('stat', ['-c', '%a', data]).stdout.toString()).toBe('700\n');
    },
    LONG,
  );
});

/** Starts the service as another user, and waits for its end. */
async function startedAs(uid: number, settings: Record<string, string>) {
  const child = spawn(process.execPath, [SERVICE_MAIN], {
    ...{ uid, gid: uid, cwd: tmpdir(), env: { PORT: '0', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const output = outputOf(child);
  const impatience = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(impatience);
  return { code, output: output() };
}
