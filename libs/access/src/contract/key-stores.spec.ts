import { KEY_STORES } from '../adapters/key-stores.table.js';
import { keyStoreContract } from './key-store.contract.js';

/** The one on a server meets the same contract in test/integration, which starts the server. */
const { redis: _, ...embedded } = KEY_STORES;

for (const [name, open] of Object.entries(embedded)) keyStoreContract(name, open);
