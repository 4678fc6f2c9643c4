import type { Signals } from '@app/core';
import type { EntryStore } from './ports/entry-store.port.js';
import type { VectorIndex } from './ports/vector-index.port.js';
import type { HitRecorder } from './statistics/hit-recorder.js';

export interface EvictionTools {
  readonly hits: HitRecorder;
  readonly vectors: VectorIndex;
  readonly signals: Signals;
}

/** Hits decide which entries go, and vectors go with them: orphans would push out vectors that still lead somewhere. */
export function bindEvictions({ evictions }: EntryStore, { hits, vectors, signals }: EvictionTools): void {
  evictions.before = () => hits.flush();
  evictions.after = (gone) =>
    vectors
      .remove(gone.map(({ key, id }) => ({ key, entryId: id })))
      .catch(() => signals.count('fail_open', 'vectors.remove'));
}
