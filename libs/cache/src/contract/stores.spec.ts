import { ENTRY_STORES, SOURCE_REGISTRIES, STATS_STORES, VECTOR_INDEXES } from '../adapters/stores.table.js';
import { entryStoreContract } from './entry-store.contract.js';
import { sourceRegistryContract } from './source-registry.contract.js';
import { statsStoreContract } from './stats-store.contract.js';
import { vectorIndexContract } from './vector-index.contract.js';

for (const [name, open] of Object.entries(ENTRY_STORES)) entryStoreContract(name, open);
for (const [name, open] of Object.entries(VECTOR_INDEXES)) vectorIndexContract(name, open);
for (const [name, open] of Object.entries(SOURCE_REGISTRIES)) sourceRegistryContract(name, open);
for (const [name, open] of Object.entries(STATS_STORES)) statsStoreContract(name, open);
