import type { StatsStore } from '../ports/stats-store.port.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import type { VectorIndex } from '../ports/vector-index.port.js';
import type { EntryStore } from '../ports/entry-store.port.js';
import { embeddedRows } from './store-row.js';
import { ENTRY_STORES, SOURCE_REGISTRIES, STATS_STORES, VECTOR_INDEXES } from './stores.table.js';
import { describeEntryStore } from '../../testing/contracts/entry-store.contract.js';
import { describeSourceRegistry } from '../../testing/contracts/source-registry.contract.js';
import { describeStatsStore } from '../../testing/contracts/stats-store.contract.js';
import { describeVectorIndex } from '../../testing/contracts/vector-index.contract.js';

/** The stores on servers run the same suites in test/integration, which starts the servers. */
for (const [name, { open }] of embeddedRows<EntryStore>(ENTRY_STORES)) describeEntryStore(name, open);
for (const [name, { open }] of embeddedRows<VectorIndex>(VECTOR_INDEXES)) describeVectorIndex(name, open);
for (const [name, { open }] of embeddedRows<SourceRegistry>(SOURCE_REGISTRIES))
  describeSourceRegistry(name, open);
for (const [name, { open }] of embeddedRows<StatsStore>(STATS_STORES)) describeStatsStore(name, open);
