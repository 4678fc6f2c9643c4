import { ENTRY_STORES, SOURCE_REGISTRIES, STATS_STORES, VECTOR_INDEXES } from './adapters/stores.table.js';
import { REDIS } from './adapters/redis/redis.store-server.js';
import type { StoreRow } from './adapters/store-row.js';
import type { RemoteStoreProblem, StoreServer } from './adapters/store-server.js';
import type { CacheEnv, StatsStoreName } from './cache.env.js';
import type { EntryStore } from './ports/entry-store.port.js';
import type { SourceRegistry } from './ports/source-registry.port.js';
import type { StatsStore } from './ports/stats-store.port.js';
import type { VectorIndex } from './ports/vector-index.port.js';

/** The settings that choose the stores of the cache. */
type Choice = Pick<CacheEnv, 'ENTRY_STORE' | 'VECTOR_INDEX' | 'SOURCE_REGISTRY' | 'STATS_STORE'>;

/** The rows of the chosen stores, by the setting that chose each. */
export interface ChosenStores {
  readonly ENTRY_STORE: StoreRow<EntryStore>;
  readonly VECTOR_INDEX: StoreRow<VectorIndex>;
  readonly SOURCE_REGISTRY: StoreRow<SourceRegistry>;
  readonly STATS_STORE: StoreRow<StatsStore>;
}

export function chosenStores(environment: Choice): ChosenStores {
  return {
    ENTRY_STORE: ENTRY_STORES[environment.ENTRY_STORE],
    VECTOR_INDEX: VECTOR_INDEXES[environment.VECTOR_INDEX],
    SOURCE_REGISTRY: SOURCE_REGISTRIES[environment.SOURCE_REGISTRY],
    STATS_STORE: STATS_STORES[statsStoreOf(environment)],
  };
}

/** The kind of statistics store: the same as the entries' unless the settings name one. */
export function statsStoreOf({
  STATS_STORE,
  ENTRY_STORE,
}: Pick<Choice, 'STATS_STORE' | 'ENTRY_STORE'>): StatsStoreName {
  return STATS_STORE ?? sameKind(STATS_STORES, ENTRY_STORE) ?? 'sqlite';
}

/** The name, if the table has a row for it. */
export function sameKind<Name extends string>(
  table: Readonly<Record<Name, unknown>>,
  name: string,
): Name | undefined {
  return Object.hasOwn(table, name) ? (name as Name) : undefined;
}

/** The servers that the chosen stores live on, each once. */
export function serversOf(environment: Choice): ReadonlySet<StoreServer> {
  const servers = Object.values(chosenStores(environment)).map(({ server }: StoreRow<unknown>) => server);
  return new Set(servers.filter((server) => server !== undefined));
}

/** Whether any store of the cache lives on Redis. */
export function usesRedis(environment: Choice): boolean {
  return serversOf(environment).has(REDIS);
}

/** The problems with the ways to all servers in use. @param mustBeLocked no server on another machine without credentials. */
export function remoteStoreProblems(environment: CacheEnv, mustBeLocked: boolean): RemoteStoreProblem[] {
  return [...serversOf(environment)].flatMap((server) => server.problems(environment, mustBeLocked));
}
