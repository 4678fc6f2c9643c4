import type { RedisServer } from '@app/cache';
import { Counters, type Draw } from '../counters.port.js';
import type { Room } from '../gcra.js';

/**
 * Counts for all replicas, by the server's own clock: theirs need not agree. The arithmetic is that of `gcra.ts`, in one script
 * for all that is drawn together, which a cluster keeps in one place.
 */
export class RedisCounters extends Counters {
  constructor(private readonly redis: RedisServer) {
    super();
  }

  async take(draws: readonly Draw[]): Promise<readonly Room[]> {
    const counted = await this.redis.client.ragcacheTake(draws.length, ...this.argumentsOf(draws));
    return (counted as [number, number, number][]).map(([granted, remaining, waitMs]) => {
      return { granted: granted === 1, remaining, waitMs };
    });
  }

  async charge(draws: readonly Draw[]): Promise<void> {
    await this.redis.client.ragcacheCharge(draws.length, ...this.argumentsOf(draws));
  }

  private argumentsOf(draws: readonly Draw[]): (string | number)[] {
    return [
      ...draws.map(({ name }) => this.redis.key('limit', name)),
      ...draws.flatMap(({ cost, allowance: { limit, periodMs } }) => [cost, limit, periodMs]),
    ];
  }
}
