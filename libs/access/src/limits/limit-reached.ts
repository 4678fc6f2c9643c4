import { RagCacheError } from '@app/core';
import type { Limit } from './budget.js';

/** A limit and the rest of it. */
export interface LimitState {
  readonly limit: Limit;
  /** Whole units that are available now; of money, millionths of a dollar. */
  readonly remaining: number;
  /** Milliseconds until more is available. 0 = nothing is used. */
  readonly waitMs: number;
}

/** A request was refused because of its limits. */
export class LimitReached extends RagCacheError {
  /** @param states of the limits that were reached, at least one. */
  constructor(readonly states: readonly LimitState[]) {
    const last = states.reduce((one, other) => (other.waitMs > one.waitMs ? other : one));
    super('rate_limited', detailOf(last), { retryAfterMs: last.waitMs });
    this.name = 'LimitReached';
  }
}

const SECOND = 1_000;

function detailOf({ limit: { name, of, value }, waitMs }: LimitState): string {
  const seconds = Math.max(1, Math.ceil(waitMs / SECOND));
  const time = seconds === 1 ? 'a second' : `${seconds} seconds`;
  return `The limit ${name}=${value} of this ${of} is used up. Try again in ${time}.`;
}
