import { KEY_STORES } from './key-stores.table.js';
import { describeKeyStore } from '../../testing/contracts/key-store.contract.js';

/** The one on a server meets the same contract in test/integration, which starts the server. */
for (const name of ['sqlite', 'memory'] as const) describeKeyStore(name, KEY_STORES[name]);
