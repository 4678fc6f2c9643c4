import type { EntryRecord } from '@app/core';
import type { VectorPoint } from '../ports/vector-index.port.js';

/** An answer on its way to the stores. */
export interface PendingEntry {
  readonly record: EntryRecord;
  /** Set as soon as the question has a vector. */
  point?: VectorPoint;
  /** The entry store has it: it is read there, and only its vector is still on its way. */
  stored?: true;
}

/** Of two answers under one key: whether the model was asked for the first one before the other. */
export function isOlder(one: PendingEntry, other: PendingEntry): boolean {
  return one.record.entry.order < other.record.entry.order;
}
