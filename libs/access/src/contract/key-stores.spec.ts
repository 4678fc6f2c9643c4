import { KEY_STORES } from '../adapters/key-stores.table.js';
import { keyStoreContract } from './key-store.contract.js';

/** The one on a server meets the same contract in test/integration, which starts the server. */
for (const name of ['sqlite', 'memory'] as const) keyStoreContract(name, KEY_STORES[name]);
