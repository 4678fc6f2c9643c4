import type { Entry } from '@app/core';
import { isNamed } from '../purges/purge-match.js';
import type { EntryFilter } from '../ports/entry-store.port.js';

/** Whether the filter names the entry. */
export function matches(entry: Entry, { bornBefore, tenant, key, ...named }: EntryFilter): boolean {
  return (
    entry.tenant === tenant &&
    (key === undefined || entry.key === key) &&
    (bornBefore === undefined || entry.birth < bornBefore) &&
    isNamed(entry, named)
  );
}
