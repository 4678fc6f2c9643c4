import { PlaceFault } from './place.js';

/** What the system's error codes mean for somebody who named a place. */
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

/** @param attempt what failed, with the reason to follow: "can't be read". */
export function faultOf(attempt: string, error: unknown): PlaceFault {
  if (error instanceof PlaceFault) return error;
  const code = codeOf(error);
  const words = WORDS[code];
  return new PlaceFault(`${attempt}: ${words ? `${words} (${code})` : code}`, { cause: error });
}
