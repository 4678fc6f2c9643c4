import type { Clock, Signals } from '@app/core';
import type { EmbeddingSpace } from '@app/embedding';
import type { RedisServer } from './redis/redis.server.js';
import type { SharedConnections } from './shared-connections.js';
import type { StoreServer } from './store-server.js';
import type { StoreSettings } from './store-settings.js';

/** The material to build an adapter from. */
export interface StoreContext {
  readonly environment: StoreSettings;
  readonly space: EmbeddingSpace;
  readonly clock: Clock;
  readonly signals: Signals;
  /** Files and servers that several stores of this process share. */
  readonly connections: SharedConnections;
  /** The Redis connection of this process. Present when any store lives on Redis. */
  readonly redis?: RedisServer;
}

/** One adapter of a port. Its key in the table is the value of the setting that chooses it. */
export interface StoreRow<Port, Context = StoreContext> {
  /** The server that the store lives on. Absent = the store lives in this process or in its file. */
  readonly server?: StoreServer;
  /** Loads the adapter and its packages, connects, and gives the store when it can be used. */
  open(context: Context): Promise<Port>;
}

/** The names in a table, in its order. */
export function namesIn<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}

/** The rows that need no server. Contract suites run over all of them. */
export function embeddedRows<Port, Context = StoreContext>(
  table: Readonly<Record<string, StoreRow<Port, Context>>>,
): readonly (readonly [name: string, row: StoreRow<Port, Context>])[] {
  return Object.entries(table).filter(([, { server }]) => server === undefined);
}
