import { Store } from './store.port.js';

/** What is counted per tenant, namespace and UTC day. */
export interface Counts {
  readonly hits_exact: number;
  readonly hits_canonical: number;
  readonly hits_semantic: number;
  readonly misses: number;
  readonly tokens_saved: number;
  readonly cost_saved_usd: number;
}

export interface StatsRow extends Counts {
  readonly tenant: string;
  readonly namespace: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
}

/** Rows of one tenant and day that are added together or not at all. */
export interface StatsBatch {
  readonly tenant: string;
  readonly day: string;
  readonly rows: readonly StatsRow[];
  /** The process that counted. */
  readonly writer: string;
  /** Grows with every batch of a writer. */
  readonly number: number;
}

/** Sums that survive a restart. Rows are kept 90 days. */
export abstract class StatsStore extends Store {
  /**
   * Adds the counts of each batch to what is there. Resolves to the batches that are not known to be added: a reply may be lost after
   * the work was done. Such a batch is handed in again unchanged, before others of its writer, tenant and day, and counts once. A
   * rejection means that no batch is known to be added.
   */
  abstract add(batches: readonly StatsBatch[]): Promise<readonly StatsBatch[]>;
  /** Rows of a tenant, newest day first, then by namespace. */
  abstract read(tenant: string): Promise<StatsRow[]>;
}
