import type { RedisServer } from '@app/cache';
import type { Clock, Signals } from '@app/core';
import { keyStoreOf, type AccessSettings } from './access.env.js';
import { KEY_STORES } from './adapters/key-stores.table.js';
import { DisabledKeyAdministration, type KeyAdministration } from './administration/key-administration.js';
import { StoredKeyAdministration } from './administration/stored.key-administration.js';
import { GuardedKeyStore } from './guarded.key-store.js';
import type { KeyStore } from './key-store.port.js';
import { KeyDigester } from './key/key-digester.js';
import { NoStoredKeys, type KeyRecogniser } from './known/key-recogniser.js';
import { KnownKeys } from './known/known-keys.js';
import { RevocationWatch } from './known/revocation.watch.js';

export interface AccessParts {
  readonly environment: AccessSettings;
  readonly clock: Clock;
  readonly signals: Signals;
  /** Present when keys or limits live on it. */
  readonly redis?: RedisServer;
}

/** The parts of one process that deal with stored keys. */
export interface Access {
  readonly recogniser: KeyRecogniser;
  readonly administration: KeyAdministration;
  /** Absent when there are no stored keys. */
  readonly watch?: RevocationWatch;
  readonly store?: KeyStore;
}

/** @throws SettingError when the store can't be used. */
export async function assembleAccess(parts: AccessParts): Promise<Access> {
  const { environment, clock, signals } = parts;
  const name = keyStoreOf(environment);
  if (!name) return { recogniser: new NoStoredKeys(), administration: new DisabledKeyAdministration() };
  const store = new GuardedKeyStore(await KEY_STORES[name].open(parts), signals);
  const digester = new KeyDigester(environment.KEY_PEPPER!);
  const recogniser = new KnownKeys(store, digester, clock);
  const administration = new StoredKeyAdministration({ store, digester, clock, recogniser });
  return { recogniser, administration, store, watch: new RevocationWatch(recogniser) };
}
