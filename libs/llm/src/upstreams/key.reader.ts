import { readFileSync, statSync } from 'node:fs';
import type { Members } from '@app/core';

/** Where keys may stand besides the file itself. */
export interface KeySources {
  /** The value of a variable of the environment. */
  readonly variable: (name: string) => string | undefined;
}

const SOURCES = ['key', 'key_env', 'key_file'] as const;
const KEY = /^[\x21-\x7e]+$/;
const VARIABLE = /^[A-Za-z_]\w*$/;

/** The key of a row; undefined = the upstream needs none. @throws SettingError, without any part of the key. */
export function keyOf(row: Members, sources: KeySources): string | undefined {
  const given = SOURCES.filter((source) => row.has(source));
  const [source] = given;
  if (given.length > 1) throw row.fault(given.join(', '), 'exclude each other: give one of them');
  if (!source && row.has('auth'))
    throw row.fault('auth', 'has no key to present: give key, key_env or key_file');
  if (!source) return undefined;
  const key = READERS[source](row, sources);
  if (!KEY.test(key)) throw row.fault(source, 'must give a key of printable ASCII without spaces');
  return key;
}

const READERS: Readonly<Record<(typeof SOURCES)[number], (row: Members, sources: KeySources) => string>> = {
  key: (row) => row.text('key', KEY, 'must be a key of printable ASCII without spaces'),
  key_env: (row, { variable }) => {
    const name = row.text('key_env', VARIABLE, 'must be the name of a variable');
    const value = variable(name);
    if (value === undefined || value === '') throw row.fault('key_env', `names ${name}, which is not set`);
    return value;
  },
  key_file: (row) => contentOf(row, row.text('key_file', /\S/, 'must be the path of a file')),
};

/** One line break at the end of the file is not part of the key. */
function contentOf(row: Members, path: string): string {
  try {
    // Reading a pipe without a writer would never return.
    if (statSync(path).isFile()) return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw row.fault('key_file', `names ${path}, which can't be read (${code})`);
  }
  throw row.fault('key_file', `names ${path}, which is no file`);
}
