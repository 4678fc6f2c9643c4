import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIBRARIES = '/usr/lib';
const NAME = 'faketime/libfaketime.so.1';

/** A wall clock for one process that is set while it runs; its monotonic clock stays the real one. */
export interface FakeTime {
  /** What the process is to be told at its start. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sets the clock apart from the real one, e.g. `-3h` or `+2d`. */
  set(offset: string): void;
  remove(): void;
}

/** `undefined` where libfaketime (Debian package `faketime`) is not installed and `FAKETIME_LIBRARY` names no other place. */
export function openFakeTime(): FakeTime | undefined {
  const library = process.env.FAKETIME_LIBRARY ?? installed();
  if (!library) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-time-'));
  const file = join(folder, 'offset');
  const set = (offset: string) => writeFileSync(file, offset);
  set('+0');
  return {
    environment: {
      ...{ LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file },
      ...{ FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
    },
    set,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function installed(): string | undefined {
  const folders = readdirSync(LIBRARIES).map((folder) => join(LIBRARIES, folder, NAME));
  return [join(LIBRARIES, NAME), ...folders].find((path) => existsSync(path));
}
