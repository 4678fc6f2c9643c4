import type { EntryRecord, Epochs } from '@app/core';
import type { VectorPoint } from '../ports/vector-index.port.js';

/** An answer on its way to the stores. */
export interface PendingEntry {
  readonly record: EntryRecord;
  /** The purge numbers its request read at the start; a newer one means that a purge may have named it. */
  readonly purgeSeq: Epochs;
  /** Set as soon as the question has a vector. */
  point?: VectorPoint;
  /** The entry store has it: it is read there, and only its vector is still on its way. */
  stored?: true;
}

/** Of two answers under one key: whether a purge came after the first began and before the other did. */
export function isOlder(one: PendingEntry, other: PendingEntry): boolean {
  return isBelow(one.purgeSeq, other.purgeSeq) || isBelow(one.record.entry.epochs, other.record.entry.epochs);
}

function isBelow(one: Epochs, other: Epochs): boolean {
  return one.tenant < other.tenant || one.namespace < other.namespace;
}
