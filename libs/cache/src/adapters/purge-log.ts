import type { PurgeFilter } from '../ports/purge-log.port.js';

/** Purges that are kept per tenant. Beyond them the oldest goes, and with it everything that is older: that costs hits, and is safe. */
export const MOST_PURGES = 20_000;

/** Whether the filter names a whole tenant or namespace: then its epoch is raised, and no entry has to be compared. */
export function isWholeTarget({ id, model, tags, question, writer }: PurgeFilter): boolean {
  return [id, model, tags, question, writer].every((member) => member === undefined);
}

/** How long house-keeping that was interrupted is taken up again; by then most of what it is behind has expired. Milliseconds. */
export const UNFINISHED_MS = 86_400_000;
