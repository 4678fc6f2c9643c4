import type { EntryRecord } from '@app/core';

/** Columns, indexes and tags of an entry: about 850 bytes in a SQLite file, measured at a million entries. */
const AROUND_BODY = 1_024;

/** Bytes that an entry takes in an embedded store: its body is exact, what lies around it is an estimate. Vectors are not in it. */
export function bytesOf({ body }: EntryRecord): number {
  return Buffer.byteLength(body) + AROUND_BODY;
}
