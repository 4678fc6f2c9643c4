import type { PurgeReceipt } from '@app/cache';

/** What came of a purge, as its receipt says it. */
export function toldPurge({ number, at, found, isDone }: PurgeReceipt): Record<string, unknown> {
  return { number, at: new Date(at).toISOString(), purged: found, done: isDone };
}
