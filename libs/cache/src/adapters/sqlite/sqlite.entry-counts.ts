import { setImmediate as nextTurn } from 'node:timers/promises';
import { Slice } from '../slices.js';
import type { Cursor } from './sqlite.entry-filter.js';
import type { EntryStatements, PlaceRow } from './sqlite.entry-statements.js';

/** Expired rows that are read at a time: index entries alone. */
const PAGE = 64;

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
    const left = entries - (await countExpired(statements, [tenant, namespace], now));
    if (left > 0) live.push([namespace, left]);
    if (!slice.isOver) continue;
    await nextTurn();
    slice = new Slice();
  }
  return Object.fromEntries(live);
}

async function countExpired(
  { expiredIn }: EntryStatements,
  place: readonly [tenant: string, namespace: string],
  now: number,
): Promise<number> {
  let slice = new Slice();
  let cursor: Cursor = { id: 0, keep_until: Number.MIN_SAFE_INTEGER };
  for (let expired = 0; ;) {
    const rows = expiredIn.all(...place, cursor.keep_until, cursor.id, now, PAGE) as unknown as Cursor[];
    expired += rows.length;
    if (rows.length < PAGE) return expired;
    cursor = rows.at(-1)!;
    if (!slice.isOver) continue;
    await nextTurn();
    slice = new Slice();
  }
}
