import { existsSync, renameSync, statSync } from 'node:fs';
import type { Signals } from '@app/core';

/** A file by its name, and by what stood under that name when it was opened. */
export interface OpenedFile {
  readonly name: string;
  readonly inode: number;
}

/** Puts an unusable file out of the way, with what belongs to it. If another process already did, its new one stays. */
export function setAside({ name, inode }: OpenedFile): void {
  if (statSync(name, { throwIfNoEntry: false })?.ino !== inode) return;
  const suffix = `.broken-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(name + part)) renameSync(name + part, `${name}${suffix}${part}`);
  }
}

export function reportSetAside(signals: Signals): void {
  signals.count('fail_open', 'sqlite.set_aside');
  signals.stateChanged('sqlite', 'down', new Error('The file was unusable and was set aside.'));
  signals.stateChanged('sqlite', 'up');
}
