import { embeddedRows } from '@app/cache';
import type { KeyStore } from '../key-store.port.js';
import { KEY_STORES, type KeyStoreContext } from './key-stores.table.js';
import { describeKeyStore } from '../../testing/contracts/key-store.contract.js';

/** The stores on servers run the same suite in test/integration, which starts the servers. */
for (const [name, { open }] of embeddedRows<KeyStore, KeyStoreContext>(KEY_STORES))
  describeKeyStore(name, open);
