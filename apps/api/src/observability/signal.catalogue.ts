import type { Level, Measurement, SignalName } from '@app/core';

interface CounterRow {
  readonly name: string;
  readonly help: string;
}

interface LevelRow extends CounterRow {
  /** How the values of several workers are combined. */
  readonly aggregator: 'sum' | 'max';
}

interface HistogramRow extends CounterRow {
  readonly buckets: number[];
}

/** Seconds; a read from memory takes tens of microseconds, a model tens of seconds. */
const FAST = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1];
const SLOW = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const SIMILARITY = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 1];

/** The metric of each counted signal. All have the label `reason`. */
export const COUNTERS: Record<SignalName, CounterRow> = {
  skip: { name: 'ragcache_skips_total', help: 'Answers that were not remembered.' },
  rejection: { name: 'ragcache_rejections_total', help: 'Candidates that the reuse policy rejected.' },
  not_compared: {
    name: 'ragcache_not_compared_total',
    help: 'Questions that were not compared by meaning.',
  },
  invalid_entry: {
    name: 'ragcache_invalid_entries_total',
    help: 'Stored entries that were found but could not be served.',
  },
  fail_open: {
    name: 'ragcache_fail_open_total',
    help: 'Failed calls to a part that were survived, as part.operation.',
  },
  retry: { name: 'ragcache_retries_total', help: 'Extra upstream calls, by the error that caused them.' },
  refusal: { name: 'ragcache_refusals_total', help: 'Questions refused for want of room.' },
  rule: {
    name: 'ragcache_rules_total',
    help: 'Requests that a cache rule decided about, by its name.',
  },
  embedding: {
    name: 'ragcache_embedding_items_total',
    help: 'Items of requests for embeddings, by whether they were in memory.',
  },
  limit: { name: 'ragcache_limits_reached_total', help: 'Limits of keys and tenants that were reached.' },
};

/** The metric of each measurement. */
export const HISTOGRAMS: Record<Measurement, HistogramRow> = {
  exact: { name: 'ragcache_lookup_seconds', help: 'Exact and canonical tier.', buckets: FAST },
  embed: { name: 'ragcache_embed_seconds', help: 'A question to its vector.', buckets: FAST },
  search: { name: 'ragcache_search_seconds', help: 'The nearest candidates of a vector.', buckets: FAST },
  decide: { name: 'ragcache_decide_seconds', help: 'The reuse policy.', buckets: FAST },
  upstream: { name: 'ragcache_upstream_seconds', help: 'A whole answer of a model.', buckets: SLOW },
  first_token: {
    name: 'ragcache_time_to_first_token_seconds',
    help: 'From the start of a streamed upstream call to its first piece.',
    buckets: SLOW,
  },
  similarity: { name: 'ragcache_similarity', help: 'Of the best candidate, 0 to 1.', buckets: SIMILARITY },
};

/** The metric of each level. Workers share embedded stores, so each of them reports the whole store. */
export const LEVELS: Record<Level, LevelRow> = {
  embedding_queue: {
    name: 'ragcache_embedding_queue',
    help: 'Texts that wait for the embedding thread.',
    aggregator: 'sum',
  },
  pending_writes: {
    name: 'ragcache_pending_writes',
    help: 'Answers that are not in all stores yet.',
    aggregator: 'sum',
  },
  upstream_calls: {
    name: 'ragcache_upstream_calls_in_flight',
    help: 'Calls of models in the air.',
    aggregator: 'sum',
  },
  entries: {
    name: 'ragcache_entries',
    help: 'Entries in an embedded store, NaN with a server.',
    aggregator: 'max',
  },
  entry_bytes: {
    name: 'ragcache_entry_bytes',
    help: 'Estimated bytes of the entries in an embedded store, NaN with a server.',
    aggregator: 'max',
  },
  embeddings: {
    name: 'ragcache_embedding_entries',
    help: 'Embeddings among the entries of an embedded store, NaN with a server.',
    aggregator: 'max',
  },
  embedding_bytes: {
    name: 'ragcache_embedding_bytes',
    help: 'Estimated bytes of the embeddings among the entries of an embedded store, NaN with a server.',
    aggregator: 'max',
  },
  vectors: {
    name: 'ragcache_vectors',
    help: 'Vectors in an embedded index, NaN with a server.',
    aggregator: 'max',
  },
};
