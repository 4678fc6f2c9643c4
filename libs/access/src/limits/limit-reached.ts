import { RagCacheError } from '@app/core';
import type { Limit } from './budget.js';

/** A limit and what is left of it. */
export interface Standing {
  readonly limit: Limit;
  /** Whole units that could be had now; of money, millionths of a dollar. */
  readonly remaining: number;
  /** Until more can be had; 0 = all of it is there. */
  readonly waitMs: number;
}

/** Limits that were reached, with what is to be told of them. */
export class LimitReached extends RagCacheError {
  /** @param standings at least one. */
  constructor(readonly standings: readonly Standing[]) {
    const last = standings.reduce((one, other) => (other.waitMs > one.waitMs ? other : one));
    super('rate_limited', detailOf(last), { retryAfterMs: last.waitMs });
    this.name = 'LimitReached';
  }
}

const SECOND = 1_000;

function detailOf({ limit: { name, of, value }, waitMs }: Standing): string {
  const seconds = Math.max(1, Math.ceil(waitMs / SECOND));
  const time = seconds === 1 ? 'a second' : `${seconds} seconds`;
  return `The limit ${name}=${value} of this ${of} is used up. Try again in ${time}.`;
}
