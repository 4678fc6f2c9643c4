import { PathProblem } from './configured-path.js';

/** The meaning of the system's error codes for a configured path. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'this process lacks the permission',
  EPERM: 'the system does not allow it, as with an immutable file',
  EROFS: 'its file system is read-only',
  ENOSPC: 'its disk is full',
  EDQUOT: 'the quota of its disk is used up',
  ENOENT: 'nothing is there',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ETXTBSY: 'it is a program that runs',
  EIO: 'its disk fails',
};

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}

/** @param attempt what failed, such as "can't be read": the reason is appended. */
export function pathProblemOf(attempt: string, error: unknown): PathProblem {
  if (error instanceof PathProblem) return error;
  const code = codeOf(error);
  const words = WORDS[code];
  return new PathProblem(`${attempt}: ${words ? `${words} (${code})` : code}`, { cause: error });
}
