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

/** Sums that survive a restart. Rows are kept 90 days. */
export abstract class StatsStore extends Store {
  /** Adds each row's counts to what is there. */
  abstract add(rows: readonly StatsRow[]): Promise<void>;
  /** Rows of a tenant, newest day first, then by namespace. */
  abstract read(tenant: string): Promise<StatsRow[]>;
}
