import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from '../environment.reader.js';
import { configuredPathsOf } from './configured-paths.js';
import { checkPaths } from './check-paths.js';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('checkPaths', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-places-'));
  const at = (...names: string[]) => join(folder, ...names);
  beforeAll(() => {
    writeFileSync(at('file'), '');
    symlinkSync(at('gone'), at('dangling'));
    symlinkSync(at('circle'), at('circle'));
    mkdirSync(at('words', 'units.json'), { recursive: true });
    mkdirSync(at('stores', 'ragcache.db'), { recursive: true });
    mkdirSync(at('keys', 'keys.sqlite'), { recursive: true });
    mkdirSync(at('audited', 'audit.jsonl'), { recursive: true });
    mkdirSync(at('log.jsonl'));
    mkdirSync(at('log-2.jsonl'));
    spawnSync('mkfifo', [at('pipe')]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const refusal = (settings: Record<string, string>) =>
    checkPaths(configuredPathsOf(parseEnvironment({ DATA_DIR: at('data'), ...settings }))).then(
      () => '',
      ({ message }: Error) => message,
    );

  it.each<[string, Record<string, string>, RegExp]>([
    ['a file', { DATA_DIR: at('file') }, /DATA_DIR \S+file is a file\. Name a folder .+\./],
    [
      'below a file',
      { DATA_DIR: at('file', 'a', 'b') },
      /DATA_DIR \S+ can't be created: \S+file is a file\. Name .+\./,
    ],
    [
      'a link to nothing',
      { DATA_DIR: at('dangling') },
      /DATA_DIR \S+ is a link to \S+gone, which does not exist\. Name .+\./,
    ],
    [
      'below a link to nothing',
      { DATA_DIR: at('dangling', 'x') },
      /DATA_DIR \S+ can't be created: \S+dangling is a link .+\./,
    ],
    [
      'a circle of links',
      { DATA_DIR: at('circle') },
      /DATA_DIR \S+ can't be entered: its links lead in a circle \(ELOOP\)\. Name .+\./,
    ],
    [
      'a name without end',
      { DATA_DIR: at('x'.repeat(300)) },
      /DATA_DIR \S+ can't be entered: its name is too long .+\./,
    ],
    [
      'with a folder for a database',
      { DATA_DIR: at('stores') },
      /DATA_DIR \S+ can't be used, as its ragcache\.db is a folder\. .+\./,
    ],
    [
      'with a folder for keys',
      { DATA_DIR: at('keys'), KEY_PEPPER: 'a-pepper-of-at-least-32-characters' },
      /DATA_DIR \S+ can't be used, as its keys\.sqlite is a folder\. .+\./,
    ],
    [
      'a folder',
      { AUDIT_LOG: at('log.jsonl') },
      /AUDIT_LOG \S+log\.jsonl is a folder\. Name a file .+AUDIT_LOG=off\./,
    ],
    [
      'a folder for one worker',
      { AUDIT_LOG: at('log.jsonl'), API_WORKERS: '2' },
      /AUDIT_LOG \S+log-2\.jsonl is a folder\. Name .+\./,
    ],
    [
      'below a file',
      { AUDIT_LOG: at('file', 'log') },
      /AUDIT_LOG \S+ can't be written, as its folder is a file\. Name .+\./,
    ],
    [
      'a folder',
      { MODELS_FILE: folder },
      /MODELS_FILE \S+ can't be read\. Check the path .+: it is a folder, not a file\. Name .+\./,
    ],
    [
      'a pipe',
      { MODELS_FILE: at('pipe') },
      /MODELS_FILE \S+ can't be read\. Check .+ a pipe or a device, not a file\. Name .+\./,
    ],
    ['a pipe', { CACHE_RULES_FILE: at('pipe') }, /CACHE_RULES_FILE \S+ can't be read\. Check .+ a pipe .+\./],
    [
      'nothing',
      { CACHE_RULES_FILE: at('none') },
      /CACHE_RULES_FILE \S+ can't be read\. Check .+: nothing is there \(ENOENT\)\. .+\./,
    ],
    [
      'a link to nothing',
      { MODELS_FILE: at('dangling') },
      /MODELS_FILE \S+ .+ it is a link to \S+gone, which can't be reached\. .+\./,
    ],
    [
      'nothing',
      { POLICY_DATA_DIR: at('none') },
      /POLICY_DATA_DIR \S+ can't be read\. .+ nothing is there .+\./,
    ],
    [
      'a file',
      { POLICY_DATA_DIR: at('file') },
      /POLICY_DATA_DIR \S+ can't be read\. .+ it is a file, not a folder\. .+\./,
    ],
    [
      'with a folder for a file',
      { POLICY_DATA_DIR: at('words') },
      /POLICY_DATA_DIR \S+ can't be used, as its units\.json .+ is a folder.+\./,
    ],
    [
      'a file',
      { EMBEDDING_MODEL_PATH: at('file') },
      /EMBEDDING_MODEL_PATH \S+ can't be read\. .+ it is a file, not a folder\. .+\./,
    ],
  ])('refuses a place that is %s: %j', async (_, settings, message) => {
    expect(await refusal(settings)).toMatch(new RegExp(`^${message.source}$`));
  });

  onLinux('refuses a file system that takes no folders, at once', async () => {
    expect(await refusal({ DATA_DIR: '/proc/nope' })).toMatch(
      /^DATA_DIR \/proc\/nope can't be created: \/proc takes no folders\. Name .+\.$/,
    );
  });

  it('tells of each place once, and of all that are no good', async () => {
    const message = await refusal({
      DATA_DIR: at('file'),
      MODELS_FILE: at('none'),
      CACHE_RULES_FILE: at('none'),
    });
    expect(message.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'DATA_DIR',
      'MODELS_FILE',
      'CACHE_RULES_FILE',
    ]);
  });

  it('makes a folder for its owner alone and leaves nothing else behind', async () => {
    expect(await refusal({ DATA_DIR: at('deep', 'data'), AUDIT_LOG: at('logs', 'audit.jsonl') })).toBe('');
    expect([readdirSync(at('deep', 'data')), readdirSync(at('logs'))]).toEqual([[], []]);
    expect(spawnSync('stat', ['-c', '%a', at('deep')]).stdout.toString()).toBe('700\n');
  });

  it('asks for no place that is not used', async () => {
    const stores = { ENTRY_STORE: 'memory', VECTOR_INDEX: 'memory', SOURCE_REGISTRY: 'memory' };
    const unused = { AUDIT_LOG: 'off', DATA_DIR: at('file') };
    expect(await refusal({ ...stores, ...unused })).toBe('');
    expect(await refusal({ ...stores, DATA_DIR: at('file') })).toMatch(
      / is a file\. Name .+, or set AUDIT_LOG=off: .+\.$/,
    );
  });
});
