import { type Budget, type Limit, RATES, type LimitState, unitsOf } from '@app/access';

/** The largest integer of a structured field. */
const LARGEST = 999_999_999_999_999;
const SECOND = 1_000;

/** The `RateLimit-Policy` header of draft-ietf-httpapi-ratelimit-headers: each quota and its window in seconds. */
export function rateLimitPolicyOf({ rateLimits, concurrencyLimits }: Budget): string {
  return [...rateLimits, ...concurrencyLimits]
    .map((limit) => `${nameOf(limit)};${policyOf(limit)}`)
    .join(', ');
}

/** The `RateLimit` header: the rest of each quota, and the seconds until it is refilled. */
export function rateLimitOf(states: readonly LimitState[]): string {
  return states
    .map(({ limit, remaining, waitMs }) => {
      const wait = waitMs > 0 ? `;t=${Math.ceil(waitMs / SECOND)}` : '';
      return `${nameOf(limit)};r=${integer(remaining)}${wait}`;
    })
    .join(', ');
}

function nameOf({ of, name }: Limit): string {
  return of === 'key' ? `"${name}"` : `"tenant_${name}"`;
}

function policyOf({ name, value }: Limit): string {
  if (name === 'concurrent') return `q=${integer(value)};qu="concurrent-requests"`;
  const { periodMs, unit } = RATES[name];
  const told = unit === 'requests' ? '' : `;qu="${unit}"`;
  return `q=${integer(unitsOf(name, value))};w=${periodMs / SECOND}${told}`;
}

/** Quotas are whole numbers, so money is counted in millionths of a dollar. */
function integer(amount: number): number {
  return Math.min(Math.floor(amount), LARGEST);
}
