import { setImmediate as nextTurn } from 'node:timers/promises';
import { Slice } from '../slices.js';
import type { Cursor } from './sqlite.entry-filter.js';
import type { EntryStatements, PlaceRow } from './sqlite.entry-statements.js';

/** Expired rows that are read at a time: index entries alone. */
const PAGE = 256;

/** Live entries by namespace: the sums that triggers keep, less what is expired and not swept yet. */
export async function countLive(
  statements: EntryStatements,
  tenant: string,
  now: number,
): Promise<Record<string, number>> {
  const places = statements.places.all(tenant) as unknown as PlaceRow[];
  const live: [string, number][] = [];
  let slice = new Slice();
  for (const { namespace, entries } of places) {
    let expired = 0;
    let cursor: Cursor | undefined = { id: 0, keep_until: Number.MIN_SAFE_INTEGER };
    while (cursor) {
      const rows: Cursor[] = expiredPage(statements, [tenant, namespace, cursor.keep_until, cursor.id, now]);
      expired += rows.length;
      cursor = rows.length < PAGE ? undefined : rows.at(-1);
      if (!slice.isOver) continue;
      await nextTurn();
      slice = new Slice();
    }
    if (entries > expired) live.push([namespace, entries - expired]);
  }
  return Object.fromEntries(live);
}

function expiredPage({ expiredIn }: EntryStatements, values: (string | number)[]): Cursor[] {
  return expiredIn.all(...values, PAGE) as unknown as Cursor[];
}
