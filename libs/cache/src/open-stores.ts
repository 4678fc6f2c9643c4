import {
  ENTRY_STORES,
  SOURCE_REGISTRIES,
  STATS_STORES,
  VECTOR_INDEXES,
  type StoreContext,
} from './adapters/stores.table.js';
import type { SqliteDatabase } from './adapters/sqlite/sqlite.database.js';
import { Stores } from './stores.js';

/** Opens the stores that the environment names. SQLite adapters share one file. */
export async function openStores(parts: Omit<StoreContext, 'sqlite'>): Promise<Stores> {
  const { ENTRY_STORE, VECTOR_INDEX, SOURCE_REGISTRY } = parts.environment;
  const context = { ...parts, sqlite: once(() => openFile(parts)) };
  return new Stores(
    await ENTRY_STORES[ENTRY_STORE](context),
    await VECTOR_INDEXES[VECTOR_INDEX](context),
    await SOURCE_REGISTRIES[SOURCE_REGISTRY](context),
    await STATS_STORES[ENTRY_STORE](context),
  );
}

async function openFile({ environment, signals }: Omit<StoreContext, 'sqlite'>): Promise<SqliteDatabase> {
  const { SqliteDatabase } = await import('./adapters/sqlite/sqlite.database.js');
  return SqliteDatabase.open(environment.DATA_DIR, signals);
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= work());
}
