import { RagCacheError } from '@app/core';
import type { Counters } from './counters.port.js';
import type { Allowance, Room } from './gcra.js';
import { InUse } from './in-use.js';
import { allowanceOf, type Limits, type Rate } from './limits.js';

/** Whom limits are about. */
export interface Holder {
  readonly tenant: string;
  readonly keyId: string;
  /** The key's own; absent = the configured ones. */
  readonly limits?: Limits;
}

/** A limit and what is left of it, as `RateLimit` headers tell it. */
export interface Standing extends Room {
  readonly allowance: Allowance;
}

export interface LimiterTools {
  readonly counters: Counters;
  /** For every key without limits of its own, and for every tenant. */
  readonly perKey: Limits;
  readonly perTenant: Limits;
}

/** A limited thing of a key or a tenant. */
interface Limited {
  readonly name: string;
  readonly limits: Limits;
}

/** Holds keys and tenants to their limits. Costs nothing for those that have none. */
export class Limiter {
  private readonly inUse = new InUse();

  constructor(private readonly tools: LimiterTools) {}

  isLimited(holder: Holder): boolean {
    return this.limited(holder).some(({ limits }) => Object.keys(limits).length > 0);
  }

  /**
   * Takes a unit of the rate from key and tenant. Resolves to the tighter standing, or to `undefined` when neither is limited.
   * @throws RagCacheError `rate_limited`.
   */
  async take(holder: Holder, rate: Rate, cost = 1): Promise<Standing | undefined> {
    let tightest: Standing | undefined;
    for (const { name, limits } of this.limited(holder)) {
      const allowance = allowanceOf(limits, rate);
      if (!allowance) continue;
      const room = await this.tools.counters.take({ name: `${rate}:${name}`, allowance }, cost);
      if (!room.granted) throw refused(rate, { ...room, allowance });
      if (!tightest || room.remaining < tightest.remaining) tightest = { ...room, allowance };
    }
    return tightest;
  }

  /** Whether there was room for a unit; for what is left undone and not refused. */
  async takesIfItMay(holder: Holder, rate: Rate): Promise<boolean> {
    return this.take(holder, rate).then(
      () => true,
      () => false,
    );
  }

  async charge(holder: Holder, rate: Rate, cost: number): Promise<void> {
    for (const { name, limits } of this.limited(holder)) {
      const allowance = allowanceOf(limits, rate);
      if (allowance && cost > 0)
        await this.tools.counters.charge({ name: `${rate}:${name}`, allowance }, cost);
    }
  }

  /** Counts a request as being answered, in this process. @returns to be called once, when it no longer is. @throws RagCacheError `rate_limited`. */
  enter(holder: Holder): () => void {
    const entered: string[] = [];
    const leave = () => entered.forEach((name) => this.inUse.leave(name));
    for (const { name, limits } of this.limited(holder)) {
      if (limits.concurrent === undefined) continue;
      if (!this.inUse.enter(name, limits.concurrent)) {
        leave();
        throw new RagCacheError('rate_limited', `More than ${limits.concurrent} requests at once.`, {
          retryAfterMs: SOON_MS,
        });
      }
      entered.push(name);
    }
    return leave;
  }

  private limited({ tenant, keyId, limits }: Holder): readonly Limited[] {
    return [
      { name: `key:${tenant}:${keyId}`, limits: limits ?? this.tools.perKey },
      { name: `tenant:${tenant}`, limits: this.tools.perTenant },
    ];
  }
}

/** Requests end all the time. */
const SOON_MS = 1_000;

/** A limit that was reached; the standing goes with it, for the headers. */
export class LimitReached extends RagCacheError {
  constructor(
    rate: Rate,
    readonly standing: Standing,
  ) {
    const { limit } = standing.allowance;
    super('rate_limited', `The limit of ${limit} ${rate.replaceAll('_', ' ')} is used up.`, {
      retryAfterMs: standing.retryAfterMs,
    });
  }
}

function refused(rate: Rate, standing: Standing): LimitReached {
  return new LimitReached(rate, standing);
}
