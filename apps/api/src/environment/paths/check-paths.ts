import { setTimeout as wait } from 'node:timers/promises';
import { SettingError } from '@app/core';
import { type ConfiguredPath, PathProblem } from './configured-path.js';
import { checkFileToRead, checkFolderToRead } from './readable.check.js';
import { checkFolderToWrite, checkFileToWrite } from './writable.check.js';

/** A file system that does not answer for so long is taken for unreachable. Milliseconds. */
const TIMEOUT_MS = 4_000;

/** Some system calls have not returned. The process can't exit in the ordinary way, which waits for them. */
export class UnresponsivePathError extends SettingError {}

/** Checks all paths at once. @throws SettingError with one line for each path that can't be used. */
export async function checkPaths(paths: readonly ConfiguredPath[]): Promise<void> {
  const timer = new AbortController();
  const timeout = wait(TIMEOUT_MS, 'timeout' as const, { ref: true, signal: timer.signal }).catch(
    () => 'timeout' as const,
  );
  const results = await Promise.all(paths.map((path) => Promise.race([problemOf(path), timeout])));
  timer.abort();
  const lines = paths.flatMap((path, at) => lineOf(path, results[at]) ?? []);
  if (lines.length === 0) return;
  const Kind = results.includes('timeout') ? UnresponsivePathError : SettingError;
  throw new Kind([...new Set(lines)].join('\n'));
}

type CheckResult = 'timeout' | PathProblem | undefined;

function lineOf({ setting, path, remedy }: ConfiguredPath, result: CheckResult): string | undefined {
  if (result === undefined) return undefined;
  const problem =
    result === 'timeout'
      ? `did not answer within ${TIMEOUT_MS / 1_000} seconds. Is its file system there?`
      : `${result.message}.`;
  return `${setting} ${path} ${problem} ${remedy}`;
}

async function problemOf(path: ConfiguredPath): Promise<PathProblem | undefined> {
  try {
    await checkPath(path);
    return undefined;
  } catch (error) {
    if (error instanceof PathProblem) return error;
    throw error;
  }
}

function checkPath({ kind, path, files }: ConfiguredPath): Promise<void> {
  switch (kind) {
    case 'folder-to-write':
      return checkFolderToWrite(path, files);
    case 'file-to-write':
      return checkFileToWrite(path);
    case 'folder-to-read':
      return checkFolderToRead(path);
    case 'file-to-read':
      return checkFileToRead(path);
    default:
      return kind satisfies never;
  }
}
