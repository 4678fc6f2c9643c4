/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** Another connection holds the lock: trying again helps. */
export function isBusy(error: unknown): boolean {
  return [BUSY, LOCKED].includes(primaryCode(error));
}

/** The file can't be used any more. */
export function isBroken(error: unknown): boolean {
  return [CORRUPT, NOT_A_DATABASE].includes(primaryCode(error)) || error instanceof UnusableFile;
}

/** The file is sound SQLite but not what this version wrote. */
export class UnusableFile extends Error {}

function primaryCode(error: unknown): number {
  const { errcode = 0 } = error as { errcode?: number };
  // Extended codes keep the primary one in their lowest byte.
  return errcode & 0xff;
}
