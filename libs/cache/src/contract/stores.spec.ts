import { ENTRY_STORES, SOURCE_REGISTRIES, STATS_STORES, VECTOR_INDEXES } from '../adapters/stores.table.js';
import { entryStoreContract } from './entry-store.contract.js';
import { sourceRegistryContract } from './source-registry.contract.js';
import { statsStoreContract } from './stats-store.contract.js';
import { vectorIndexContract } from './vector-index.contract.js';

/** Those on servers meet the same contracts in test/integration, which starts the servers. */
const NEEDS_SERVER = ['redis', 'qdrant'];

const embedded = <Opens>(table: Readonly<Record<string, Opens>>): [string, Opens][] =>
  Object.entries(table).filter(([name]) => !NEEDS_SERVER.includes(name));

for (const [name, open] of embedded(ENTRY_STORES)) entryStoreContract(name, open);
for (const [name, open] of embedded(VECTOR_INDEXES)) vectorIndexContract(name, open);
for (const [name, open] of embedded(SOURCE_REGISTRIES)) sourceRegistryContract(name, open);
for (const [name, open] of embedded(STATS_STORES)) statsStoreContract(name, open);
