import type { Signals } from '@app/core';
import type { ExactSearch } from './exact-search.js';
import { plainSearch } from './exact-search.js';

/** One thread: a search takes about a millisecond, less than waking others. */
const THREADS = 1;

/** The native scan, or the plain one where the native module can't be loaded. The plain one is slower: its use is counted. */
export async function loadExactSearch(
  signals: Signals,
  load: () => Promise<ExactSearch> = nativeSearch,
): Promise<ExactSearch> {
  try {
    return await load();
  } catch {
    signals.count('fail_open', 'vectors.native_search');
    return plainSearch;
  }
}

export async function nativeSearch(): Promise<ExactSearch> {
  const { exactSearch, MetricKind } = await import('usearch');
  return ({ rows, count, dimension }, vector, limit) => {
    if (count === 0) return [];
    const dataset = rows.subarray(0, count * dimension);
    // Unit vectors: the inner product is the cosine. The module reports 1 minus it.
    const { keys, distances } = exactSearch(
      dataset,
      vector,
      dimension,
      Math.min(limit, count),
      MetricKind.IP,
      THREADS,
    );
    return Array.from(keys, (row, index) => ({ row: Number(row), similarity: 1 - distances[index]! }));
  };
}
