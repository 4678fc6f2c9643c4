import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingError } from '@app/core';
import type { KeyRecord } from '../../key/key-record.js';
import { KEY_STORES } from '../key-stores.table.js';

const record = (id: string): KeyRecord => ({
  ...{ id, tenant: 'acme', scopes: ['query'], createdAt: 1, limits: {}, digest: 'ab'.repeat(1_000) },
});

describe('the file of the keys', () => {
  let folder: string;
  let file: string;
  const open = () => KEY_STORES.sqlite.open({ environment: { DATA_DIR: folder } });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ragcache-keys-'));
    file = join(folder, 'keys.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('may be read by its owner alone', async () => {
    const store = await open();
    await store.add(record('a'));
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it('is shared by several processes, which see at once what the others did', async () => {
    const [mine, theirs] = [await open(), await open()];
    await mine.add(record('a'));
    const before = await theirs.revision();
    expect(await theirs.find('a')).toEqual(record('a'));
    await mine.revoke('a', 5);
    expect(await theirs.find('a')).toEqual({ ...record('a'), revokedAt: 5 });
    expect(await theirs.revision()).not.toBe(before);
    await mine.close();
    await theirs.close();
  });

  it.each([
    ['is no database', (name: string) => writeFileSync(name, 'rubbish '.repeat(100))],
    ['has a torn page', (name: string) => tear(name)],
    ['was written by another version', (name: string) => renumber(name)],
  ])('stops the start when it %s, names the cure, and stays where it is', async (_what, damage) => {
    const store = await open();
    for (let number = 0; number < 12; number++) await store.add(record(`key ${number}`));
    await store.close();
    damage(file);
    const before = readFileSync(file);
    const failure = await open().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SettingError);
    expect((failure as Error).message).toMatch(/keys\.sqlite can't be read: .+ Put a backup in its place/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([]);
  });
});

function tear(name: string): void {
  const { size } = statSync(name);
  const descriptor = openSync(name, 'r+');
  writeSync(descriptor, Buffer.alloc(4_096, 0xa5), 0, 4_096, Math.floor(size / 2 / 4_096) * 4_096);
  closeSync(descriptor);
}

/** `user_version` lies at byte 60 of the header. */
function renumber(name: string): void {
  const descriptor = openSync(name, 'r+');
  writeSync(descriptor, Uint8Array.of(0, 0, 0, 99), 0, 4, 60);
  closeSync(descriptor);
}
