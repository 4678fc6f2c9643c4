import type { Part } from '@app/core';
import { SharedConnections } from './adapters/shared-connections.js';
import type { StoreContext } from './adapters/store-row.js';
import { isBroken } from './adapters/sqlite/sqlite.faults.js';
import type { CacheEnv } from './cache.env.js';
import { chosenStores } from './chosen-stores.js';
import { Stores } from './stores.js';

interface Parts extends Omit<StoreContext, 'connections'> {
  readonly environment: CacheEnv;
}

/** Opens the stores that the environment names. A file that proves damaged is set aside, and an empty one is opened. */
export async function openStores(parts: Parts): Promise<Stores> {
  const stores = await openAll(parts).catch((error: unknown) => {
    if (!isBroken(error)) throw error;
    return openAll(parts);
  });
  parts.signals.watch('entries', () => stores.entries.size());
  parts.signals.watch('entry_bytes', () => stores.entries.bytes());
  parts.signals.watch('embeddings', () => stores.entries.embeddings()?.entries);
  parts.signals.watch('embedding_bytes', () => stores.entries.embeddings()?.bytes);
  parts.signals.watch('vectors', () => stores.vectors.size());
  return stores;
}

/** All of them, or none: those that were opened before one failed are closed again. SQLite adapters share one file. */
async function openAll(parts: Parts): Promise<Stores> {
  const { ENTRY_STORE, VECTOR_INDEX, SOURCE_REGISTRY, STATS_STORE } = chosenStores(parts.environment);
  const context = { ...parts, connections: new SharedConnections(parts) };
  const opened: Part[] = [];
  const keep = async <Port extends Part>(opening: Promise<Port>) => {
    opened.push(await opening);
    return opening;
  };
  try {
    return new Stores(
      await keep(ENTRY_STORE.open(context)),
      await keep(VECTOR_INDEX.open(context)),
      await keep(SOURCE_REGISTRY.open(context)),
      await keep(STATS_STORE.open(context)),
    );
  } catch (error) {
    for (const part of opened) await part.close();
    throw error;
  }
}
