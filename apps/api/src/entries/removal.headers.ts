import { header, type Headers } from '../documentation/response-headers.table.js';

/** A deletion is a purge of one id; its answer has no body to say the number. */
export const PURGE_HEADER = 'X-Cache-Purge';

/** On the answer to `DELETE /api/v1/entries/{id}`. */
export const OF_REMOVALS: Headers = {
  [PURGE_HEADER]: header(
    "The purge's number: `GET /api/v1/purges/{number}` tells how far it has come.",
    { type: 'integer', minimum: 1 },
    1_796_000_000_000,
  ),
};
