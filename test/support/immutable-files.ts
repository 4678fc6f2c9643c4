import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether files can be made immutable here: it takes root, and a file system that knows it. */
export function canBeImmutable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-immutable-'));
  const works = spawnSync('chattr', ['+i', folder]).status === 0;
  spawnSync('chattr', ['-i', folder]);
  rmSync(folder, { recursive: true });
  return works;
}

/** Runs the work while nobody can write the databases in the folder. */
export async function whileImmutable(folder: string, work: () => Promise<void>): Promise<void> {
  // Not the index of the journal: the kernel ends a process that writes to a mapped file which became immutable.
  const files = readdirSync(folder).filter((name) => /\.(db|sqlite)(-wal)?$/.test(name));
  const chattr = (flag: string) => spawnSync('chattr', [flag, ...files.map((name) => join(folder, name))]);
  chattr('+i');
  try {
    await work();
  } finally {
    chattr('-i');
  }
}
