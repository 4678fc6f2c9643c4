import type { ExactSearch } from './exact-search.js';
import { plainSearch } from './exact-search.js';

/** One thread: a search takes about a millisecond, less than waking others. */
const THREADS = 1;

/** The native scan where its module loads, the plain one elsewhere. */
export async function loadExactSearch(): Promise<ExactSearch> {
  try {
    return await nativeSearch();
  } catch {
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
