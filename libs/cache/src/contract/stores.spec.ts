import { ENTRY_STORES, SOURCE_REGISTRIES, STATS_STORES, VECTOR_INDEXES } from '../adapters/stores.table.js';
import { entryStoreContract } from './entry-store.contract.js';
import { sourceRegistryContract } from './source-registry.contract.js';
import { statsStoreContract } from './stats-store.contract.js';
import { vectorIndexContract } from './vector-index.contract.js';

/** Adapters that need a server meet theirs in test/integration. */
const REMOTE = ['redis', 'qdrant'];

function embedded<Open>(table: Readonly<Record<string, Open>>): [string, Open][] {
  return Object.entries(table).filter(([name]) => !REMOTE.includes(name));
}

for (const [name, open] of embedded(ENTRY_STORES)) entryStoreContract(name, open);
for (const [name, open] of embedded(VECTOR_INDEXES)) vectorIndexContract(name, open);
for (const [name, open] of embedded(SOURCE_REGISTRIES)) sourceRegistryContract(name, open);
for (const [name, open] of embedded(STATS_STORES)) statsStoreContract(name, open);
