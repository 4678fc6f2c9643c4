import type { Entry } from '@app/core';
import type { EntryFilter } from '../ports/entry-store.port.js';

/** An entry without its answer, which stands in its sealed body. */
export type EntryFacts = Omit<Entry, 'answer'>;

export function factsOf(entry: Entry): EntryFacts {
  const facts: Partial<Entry> = { ...entry };
  delete (facts as { answer?: unknown }).answer;
  return facts as EntryFacts;
}

/** Whether the filter names the entry: members combine with AND, several tags with OR. */
export function matches(entry: EntryFacts, filter: EntryFilter): boolean {
  const { tags, ...facts } = filter;
  const sameFacts = Object.entries(facts).every(
    ([name, value]) => value === undefined || entry[name as keyof typeof facts] === value,
  );
  return sameFacts && (tags === undefined || tags.some((tag) => entry.tags.includes(tag)));
}
