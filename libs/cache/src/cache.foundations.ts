import { EntrySeal, type Clock, type Signals } from '@app/core';
import { entrySecretOf, type SealSecrets } from './entry-secret.js';
import { PendingEntries } from './pending/pending-entries.js';
import type { Store } from './ports/store.port.js';
import { PurgeBooks } from './purges/purge-books.js';
import { RegistryKeeper } from './registry/registry-keeper.js';
import { FailOpen } from './resilience/fail-open.js';
import { FailOpenEntryStore } from './resilience/fail-open.entry-store.js';
import { FailOpenVectorIndex } from './resilience/fail-open.vector-index.js';
import { GuardedSourceRegistry } from './resilience/guarded.source-registry.js';
import { RegistryReader } from './resilience/registry-reader.js';
import type { Stores } from './stores.js';

export interface FoundationParts {
  readonly environment: SealSecrets;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** The stores as the rest of the cache sees them: those whose failures are survived, and what this process knows of purges. */
export type Foundations = ReturnType<typeof layFoundations>;

export function layFoundations({ environment, stores, clock, signals }: FoundationParts) {
  const failOpen = (part: string, { server }: Store) => new FailOpen(part, signals, server);
  const registry = new GuardedSourceRegistry(stores.registry, failOpen('registry', stores.registry));
  const purges = new PurgeBooks(registry.purges);
  const keeper = new RegistryKeeper({ registry: stores.registry, books: purges, clock, signals });
  return {
    ...{ registry, purges, keeper },
    reading: new RegistryReader(stores.registry, keeper, failOpen('registry', stores.registry)),
    entries: new FailOpenEntryStore(stores.entries, failOpen('entries', stores.entries)),
    vectors: new FailOpenVectorIndex(stores.vectors, failOpen('vectors', stores.vectors)),
    pending: new PendingEntries(),
    seal: new EntrySeal(entrySecretOf(environment)),
  };
}
