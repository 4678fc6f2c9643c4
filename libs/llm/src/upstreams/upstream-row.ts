import type { Upstream } from '../provider.descriptor.js';
import type { FallbackModel } from './fallback-model.js';

/** A row of UPSTREAMS_FILE. */
export interface UpstreamRow extends Upstream {
  /** Names and patterns (`*` = any text) of the models that come here without the row's name before them. */
  readonly models: readonly string[];
  /** Absent = open to all tenants. */
  readonly tenants?: ReadonlySet<string>;
  /** Most milliseconds from a call to the last byte of its answer; absent = the request's own limit. */
  readonly timeoutMs?: number;
  /** Asked in this order when this row fails. */
  readonly fallback: readonly FallbackModel[];
}

/** Whether a tenant may use a row. A row that is closed to a tenant does not exist for it. */
export function isOpenTo({ tenants }: Pick<UpstreamRow, 'tenants'>, tenant: string): boolean {
  return tenants === undefined || tenants.has(tenant);
}

/** The rows of UPSTREAMS_FILE; type and injection token. */
export type UpstreamRows = readonly UpstreamRow[];
export const UpstreamRows = Symbol('UpstreamRows');
