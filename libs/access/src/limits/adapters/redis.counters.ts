import type { RedisServer } from '@app/cache';
import { Counters, type Meter } from '../counters.port.js';
import type { Room } from '../gcra.js';

/**
 * Counts for all replicas, by the server's own clock; the arithmetic is that of `gcra.ts`. What can't be counted there, because the
 * server is away, is counted in this process: then each replica has the whole limit.
 */
export class RedisCounters extends Counters {
  constructor(
    private readonly redis: RedisServer,
    private readonly meanwhile: Counters,
  ) {
    super();
  }

  async take(meter: Meter, cost: number): Promise<Room> {
    try {
      const { limit, periodMs } = meter.allowance;
      const counted = await this.redis.server.runSoon(() =>
        this.redis.client.ragcacheTake(this.key(meter), cost, limit, periodMs),
      );
      const [granted, remaining, retryAfterMs] = counted as [number, number, number];
      return { granted: granted === 1, remaining, retryAfterMs };
    } catch {
      return this.meanwhile.take(meter, cost);
    }
  }

  async charge(meter: Meter, cost: number): Promise<void> {
    const { limit, periodMs } = meter.allowance;
    try {
      await this.redis.server.run(() =>
        this.redis.client.ragcacheCharge(this.key(meter), cost, limit, periodMs),
      );
    } catch {
      await this.meanwhile.charge(meter, cost);
    }
  }

  private key({ name }: Meter): string {
    return this.redis.key('limit', name);
  }
}
