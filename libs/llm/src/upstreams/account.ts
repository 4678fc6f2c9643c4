import type { Upstream } from '../provider.descriptor.js';
import type { UpstreamRow } from './upstream-row.js';

/**
 * Whether the account of a row belongs to a single tenant, as far as the configuration can tell.
 * @param upstreams all that can be called.
 */
export function isOfOneTenant(row: UpstreamRow, upstreams: readonly Upstream[]): boolean {
  if (row.tenants?.size !== 1 || mayHideKey(row)) return false;
  return !upstreams.some((other) => other.name !== row.name && mayBeSameAccount(row, other));
}

/** Without a key of its own, a row may present one in a header or a parameter, and other rows the same one. */
function mayHideKey({ apiKey, headers, query }: Upstream): boolean {
  return apiKey === undefined && Object.keys({ ...headers, ...query }).length > 0;
}

/** Two keys are two accounts. A server that needs no key has one account. */
function mayBeSameAccount(one: Upstream, other: Upstream): boolean {
  if (one.apiKey !== undefined && other.apiKey !== undefined) return one.apiKey === other.apiKey;
  return addressOf(one) === addressOf(other);
}

/** One text for all spellings of an address: the name's case, the port of the scheme, slashes at the end. */
function addressOf({ baseUrl }: Upstream): string {
  return new URL(baseUrl).href.replace(/(?<!\/)\/+$/, '');
}
