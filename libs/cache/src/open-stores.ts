import type { Part } from '@app/core';
import {
  ENTRY_STORES,
  SOURCE_REGISTRIES,
  STATS_STORES,
  VECTOR_INDEXES,
  type StoreContext,
} from './adapters/stores.table.js';
import type { SqliteDatabase } from './adapters/sqlite/sqlite.database.js';
import { isBroken } from './adapters/sqlite/sqlite.faults.js';
import type { EntryStore } from './ports/entry-store.port.js';
import type { SourceRegistry } from './ports/source-registry.port.js';
import type { StatsStore } from './ports/stats-store.port.js';
import type { VectorIndex } from './ports/vector-index.port.js';
import { Stores } from './stores.js';

type Parts = Omit<StoreContext, 'sqlite'>;

/** Opens the stores that the environment names. A file that proves damaged is set aside, and an empty one is opened. */
export async function openStores(parts: Parts): Promise<Stores> {
  const stores = await openAll(parts).catch((error: unknown) => {
    if (!isBroken(error)) throw error;
    return openAll(parts);
  });
  parts.signals.watch('entries', () => stores.entries.size());
  parts.signals.watch('entry_bytes', () => stores.entries.bytes());
  parts.signals.watch('vectors', () => stores.vectors.size());
  return stores;
}

/** All of them, or none: those that were opened before one failed are closed again. SQLite adapters share one file. */
async function openAll(parts: Parts): Promise<Stores> {
  const { ENTRY_STORE, VECTOR_INDEX, SOURCE_REGISTRY } = parts.environment;
  const context = { ...parts, sqlite: once(() => openFile(parts)) };
  const opened: Part[] = [];
  const keep = async <Port extends Part>(opening: Promise<Port>) => {
    opened.push(await opening);
    return opening;
  };
  try {
    return new Stores(
      await keep<EntryStore>(ENTRY_STORES[ENTRY_STORE](context)),
      await keep<VectorIndex>(VECTOR_INDEXES[VECTOR_INDEX](context)),
      await keep<SourceRegistry>(SOURCE_REGISTRIES[SOURCE_REGISTRY](context)),
      await keep<StatsStore>(STATS_STORES[ENTRY_STORE](context)),
    );
  } catch (error) {
    for (const part of opened) await part.close();
    throw error;
  }
}

async function openFile({ environment, signals }: Parts): Promise<SqliteDatabase> {
  const { SqliteDatabase } = await import('./adapters/sqlite/sqlite.database.js');
  return SqliteDatabase.open(environment.DATA_DIR, signals);
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= work());
}
