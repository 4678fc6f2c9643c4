import type { Entry } from '@app/core';
import type { EntryFilter } from '../ports/entry-store.port.js';

/** Whether the filter names the entry: members combine with AND, several tags with OR. */
export function matches(entry: Omit<Entry, 'answer'>, filter: EntryFilter): boolean {
  const { tags, ...facts } = filter;
  const sameFacts = Object.entries(facts).every(
    ([name, value]) => value === undefined || entry[name as keyof typeof facts] === value,
  );
  return sameFacts && (tags === undefined || tags.some((tag) => entry.tags.includes(tag)));
}
