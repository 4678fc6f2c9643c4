import type { RedisServer } from '@app/cache';
import { Counters, type Charge } from '../counters.port.js';
import type { Quota } from '../gcra.js';

/**
 * Counters of all replicas. They use the server's clock, because the clocks of replicas may differ. The arithmetic of `gcra.ts`
 * runs in one script for all charges that are taken together; a cluster keeps their counters on one node.
 */
export class RedisCounters extends Counters {
  constructor(private readonly redis: RedisServer) {
    super();
  }

  async take(charges: readonly Charge[]): Promise<readonly Quota[]> {
    const counted = await this.redis.client.ragcacheTake(charges.length, ...this.argumentsOf(charges));
    return (counted as [number, number, number][]).map(([granted, remaining, waitMs]) => {
      return { granted: granted === 1, remaining, waitMs };
    });
  }

  async record(charges: readonly Charge[]): Promise<void> {
    await this.redis.client.ragcacheCharge(charges.length, ...this.argumentsOf(charges));
  }

  private argumentsOf(charges: readonly Charge[]): (string | number)[] {
    return [
      ...charges.map(({ counter }) => this.redis.key('limit', counter)),
      ...charges.flatMap(({ cost, allowance: { limit, periodMs } }) => [cost, limit, periodMs]),
    ];
  }
}
