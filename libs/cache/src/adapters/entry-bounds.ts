import type { EntryRecord } from '@app/core';
import type { StoreSettings } from './store-settings.js';

/** How much an embedded entry store holds, expired entries included until they are swept. */
export interface EntryTotals {
  readonly entries: number;
  readonly bytes: number;
}

/** Beyond either, the least recently used entries go. */
export type EntryBounds = EntryTotals;

const MEBIBYTE = 1_048_576;
export const BYTES_IN_MEMORY = 64 * MEBIBYTE;
export const BYTES_IN_A_FILE = 2_048 * MEBIBYTE;

/** @param unset the bytes when no setting limits them. */
export function entryBounds({ MAX_ENTRIES, MAX_BYTES }: StoreSettings, unset: number): EntryBounds {
  return { entries: MAX_ENTRIES, bytes: MAX_BYTES ?? unset };
}

/** Part of the bounds by which a store may be over them before it makes room, so that it does so in batches. */
const SLACK = 0.01;

export function isOver(totals: EntryTotals, bounds: EntryBounds): boolean {
  return totals.entries > bounds.entries || totals.bytes > bounds.bytes;
}

export function mustMakeRoom(totals: EntryTotals, bounds: EntryBounds): boolean {
  const factor = 1 + SLACK;
  return isOver(totals, { entries: bounds.entries * factor, bytes: bounds.bytes * factor });
}

/** Columns, indexes and tags of an entry: about 850 bytes in a SQLite file, measured at a million entries. */
const AROUND_BODY = 1_024;

/** Bytes that an entry takes in an embedded store: its body is exact, what lies around it is an estimate. Vectors are not in it. */
export function bytesOf({ body }: EntryRecord): number {
  return Buffer.byteLength(body) + AROUND_BODY;
}
