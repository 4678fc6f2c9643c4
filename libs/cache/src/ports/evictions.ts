import type { CacheKey, EntryId } from '@app/core';

/**
 * Who else has a say when a store with a cap makes room: bound by whoever puts the cache together, after the store was opened.
 * Neither call may reject.
 */
export class Evictions {
  /** Made before the least recently used are chosen: hits that were not handed to the store yet would be overlooked. */
  before: () => Promise<void> = async () => {};
  /** Told what went, so that nothing keeps pointing at it. */
  after: (gone: readonly { readonly key: CacheKey; readonly id: EntryId }[]) => Promise<void> =
    async () => {};
}
