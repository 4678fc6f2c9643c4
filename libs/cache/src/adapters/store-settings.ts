import type { RemoteStoresEnv } from '../remote-stores.env.js';

/** The settings that an adapter may read. The names of the chosen adapters are not among them: they come from the tables. */
export interface StoreSettings extends RemoteStoresEnv {
  readonly DATA_DIR: string;
  readonly MAX_ENTRIES: number;
  readonly MAX_BYTES?: number;
  readonly SEMANTIC_BUDGET_MS: number;
}
