import type { Entry } from '@app/core';
import { isNamed } from '../purges/purge-book.js';
import type { EntryFilter } from '../ports/entry-store.port.js';

/** An entry without its payload, which stands in its sealed body. */
export type EntryFacts = Omit<Entry, 'payload'>;

export function factsOf(entry: Entry): EntryFacts {
  const facts: Partial<Entry> = { ...entry };
  delete (facts as { payload?: unknown }).payload;
  return facts as EntryFacts;
}

/** Whether the filter names the entry. */
export function matches(entry: EntryFacts, { bornBefore, tenant, key, ...named }: EntryFilter): boolean {
  return (
    entry.tenant === tenant &&
    (key === undefined || entry.key === key) &&
    (bornBefore === undefined || entry.birth < bornBefore) &&
    isNamed(entry, named)
  );
}
