/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** The binding's `all` gives no code, only the text that SQLite has for it. */
const CODES: Readonly<Record<string, number>> = {
  'database is locked': BUSY,
  'database table is locked': LOCKED,
  'database disk image is malformed': CORRUPT,
  'file is not a database': NOT_A_DATABASE,
};

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
  const { errcode, message = '' } = error as { errcode?: number; message?: string };
  // Extended codes keep the primary one in their lowest byte.
  return errcode === undefined ? (CODES[message] ?? 0) : errcode & 0xff;
}
