import type { KeyLimits, LimitName } from '../key-limits.js';
import type { Principal } from '../principal.js';
import type { Allowance } from './gcra.js';
import { type Rate, RATES, unitsOf } from './rates.js';

/** One limit of a key, or of its whole tenant. */
export interface Limit {
  readonly name: LimitName;
  readonly of: 'key' | 'tenant';
  /** As configured: money in US dollars. */
  readonly value: number;
}

/** A limit per period, and the name of its counter. */
export interface RateLimit extends Limit {
  readonly name: Rate;
  readonly counter: string;
  readonly allowance: Allowance;
}

/** A limit of requests in progress, and the name of its counter. */
export interface ConcurrencyLimit extends Limit {
  readonly name: 'concurrent';
  readonly counter: string;
}

/** All limits that apply to one key: its own and those of its tenant. */
export interface Budget {
  readonly rateLimits: readonly RateLimit[];
  readonly concurrencyLimits: readonly ConcurrencyLimit[];
}

/** The limits of a key, and of its tenant. */
export interface LimitsOf {
  readonly key: KeyLimits;
  readonly tenant: KeyLimits;
}

/** Returns undefined when nothing is limited. */
export function budgetOf({ tenant, keyId }: Principal, limits: LimitsOf): Budget | undefined {
  const limited = [
    ...limitedBy(limits.key, 'key', (name) => `{${tenant}}:${name}:key:${keyId}`),
    ...limitedBy(limits.tenant, 'tenant', (name) => `{${tenant}}:${name}`),
  ];
  if (limited.length === 0) return undefined;
  return {
    concurrencyLimits: limited.filter((limit): limit is ConcurrencyLimit => limit.name === 'concurrent'),
    rateLimits: limited.filter((limit): limit is CountedRate => limit.name !== 'concurrent').map(rateLimitOf),
  };
}

type Counted = Limit & { readonly counter: string };
type CountedRate = Counted & { readonly name: Rate };

function limitedBy(limits: KeyLimits, of: Limit['of'], counterOf: (name: LimitName) => string): Counted[] {
  return (Object.entries(limits) as [LimitName, number | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, of, value, counter: counterOf(name) }],
  );
}

function rateLimitOf(limit: CountedRate): RateLimit {
  const { name, value } = limit;
  return { ...limit, allowance: { limit: unitsOf(name, value), periodMs: RATES[name].periodMs } };
}
