import type { Collection } from './collection.js';

/** What a fresh server sets where nobody says otherwise. */
const GRAPH = {
  ...{ m: 16, ef_construct: 100, full_scan_threshold: 10000 },
  ...{ max_indexing_threads: 0, on_disk: false },
};
const SHARDS = { replication_factor: 1, write_consistency_factor: 1 };
const OPTIMIZER = {
  ...{ deleted_threshold: 0.2, vacuum_min_vector_number: 1000, default_segment_number: 2 },
  ...{ max_segment_size: null, memmap_threshold: null, indexing_threshold: 10000, flush_interval_sec: 5 },
  ...{ max_optimization_threads: null, prevent_unoptimized: null },
};
const LOG = { wal_capacity_mb: 32, wal_segments_ahead: 0, wal_retain_closed: 1 };

/** A collection as the server describes it. */
export function information(collection: Collection, nodes: number): object {
  const { vectors, hnsw_config, shard_number = nodes, ...rest } = collection.settings;
  const { replication_factor, write_consistency_factor } = { ...SHARDS, ...rest };
  return {
    ...{ status: 'green', optimizer_status: 'ok', update_queue: { length: 0 } },
    ...{ indexed_vectors_count: 0, points_count: collection.matching().length, segments_count: 2 },
    config: {
      params: {
        ...{ vectors, shard_number, replication_factor, write_consistency_factor, on_disk_payload: true },
      },
      hnsw_config: { ...GRAPH, ...hnsw_config },
      ...{ optimizer_config: OPTIMIZER, wal_config: LOG, quantization_config: null },
    },
    payload_schema: payloadSchema(collection),
  };
}

function payloadSchema(collection: Collection): object {
  const points = collection.matching();
  const fields = [...collection.indexes].map(([field, schema]) => {
    const type =
      typeof schema === 'string' ? { data_type: schema } : { data_type: schema.type, params: schema };
    return [field, { ...type, points: points.filter(({ payload }) => field in payload).length }];
  });
  return Object.fromEntries(fields) as object;
}
