import { ENTRY_STORES, SOURCE_REGISTRIES, STATS_STORES, VECTOR_INDEXES } from './stores.table.js';
import { describeEntryStore } from '../../testing/contracts/entry-store.contract.js';
import { describeSourceRegistry } from '../../testing/contracts/source-registry.contract.js';
import { describeStatsStore } from '../../testing/contracts/stats-store.contract.js';
import { describeVectorIndex } from '../../testing/contracts/vector-index.contract.js';

/** Those on servers meet the same contracts in test/integration, which starts the servers. */
const NEEDS_SERVER = ['redis', 'qdrant'];

const embedded = <Opens>(table: Readonly<Record<string, Opens>>): [string, Opens][] =>
  Object.entries(table).filter(([name]) => !NEEDS_SERVER.includes(name));

for (const [name, open] of embedded(ENTRY_STORES)) describeEntryStore(name, open);
for (const [name, open] of embedded(VECTOR_INDEXES)) describeVectorIndex(name, open);
for (const [name, open] of embedded(SOURCE_REGISTRIES)) describeSourceRegistry(name, open);
for (const [name, open] of embedded(STATS_STORES)) describeStatsStore(name, open);
