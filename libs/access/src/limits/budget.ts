import type { KeyLimits, LimitName } from '../key-limits.js';
import type { Principal } from '../principal.js';
import type { Allowance } from './gcra.js';
import { type Rate, RATES, unitsOf } from './rates.js';

/** One limit, and whether it is a key's or its whole tenant's. */
export interface Limit {
  readonly name: LimitName;
  readonly of: 'key' | 'tenant';
  /** As it was set: dollars, for money. */
  readonly value: number;
}

/** A limited rate and the counter of it. */
export interface Meter extends Limit {
  readonly name: Rate;
  readonly counter: string;
  readonly allowance: Allowance;
}

/** How many there may be at once, and what they are counted as. */
export interface Ceiling extends Limit {
  readonly name: 'concurrent';
  readonly counter: string;
}

/** What one key may use: by its own limits and by those of its tenant. */
export interface Budget {
  readonly meters: readonly Meter[];
  readonly ceilings: readonly Ceiling[];
}

/** The limits of a key, and of its tenant. */
export interface LimitsOf {
  readonly key: KeyLimits;
  readonly tenant: KeyLimits;
}

/** `undefined` = nothing is limited. */
export function budgetOf({ tenant, keyId }: Principal, limits: LimitsOf): Budget | undefined {
  const limited = [
    ...limitedBy(limits.key, 'key', (name) => `{${tenant}}:${name}:key:${keyId}`),
    ...limitedBy(limits.tenant, 'tenant', (name) => `{${tenant}}:${name}`),
  ];
  if (limited.length === 0) return undefined;
  return {
    ceilings: limited.filter((limit): limit is Ceiling => limit.name === 'concurrent'),
    meters: limited.filter((limit): limit is CountedRate => limit.name !== 'concurrent').map(meterOf),
  };
}

type Counted = Limit & { readonly counter: string };
type CountedRate = Counted & { readonly name: Rate };

function limitedBy(limits: KeyLimits, of: Limit['of'], counterOf: (name: LimitName) => string): Counted[] {
  return (Object.entries(limits) as [LimitName, number | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, of, value, counter: counterOf(name) }],
  );
}

function meterOf(limit: CountedRate): Meter {
  const { name, value } = limit;
  return { ...limit, allowance: { limit: unitsOf(name, value), periodMs: RATES[name].periodMs } };
}
