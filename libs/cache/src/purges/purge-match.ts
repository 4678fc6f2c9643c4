import type { Entry } from '@app/core';
import { questionDigest } from '../adapters/question-digest.js';
import type { PurgeFilter } from '../ports/purge-log.port.js';

/** Whether the filter names the entry: members combine with AND, several tags with OR. */
export function isNamed(entry: Omit<Entry, 'payload'>, { tags, question, ...facts }: PurgeFilter): boolean {
  const sameFacts = Object.entries(facts).every(
    ([name, value]) => value === undefined || entry[name as keyof typeof facts] === value,
  );
  return (
    sameFacts &&
    (tags === undefined || tags.some((tag) => entry.tags.includes(tag))) &&
    (question === undefined || question === questionDigest(entry.question))
  );
}
