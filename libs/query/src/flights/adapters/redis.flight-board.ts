import type { RedisServer } from '@app/cache';
import type { Clock } from '@app/core';
import type { StartOptions } from '../flight-board.port.js';
import type { Flight, FlightJob } from '../flight.js';
import { LockedJob } from './locked.job.js';
import { MemoryFlightBoard } from './memory.flight-board.js';
import { RedisFlightLock } from './redis.flight-lock.js';

/**
 * A board that replicas share. Within a process requests join flights as usual. Across processes the first flight takes a lock, and
 * the others wait until the answer is in the entry store, where their own jobs find it. Without Redis each process makes its own call.
 */
export class RedisFlightBoard extends MemoryFlightBoard {
  constructor(
    clock: Clock,
    private readonly redis: RedisServer,
    private readonly lockMs: number,
  ) {
    super(clock);
  }

  override start(key: string, job: FlightJob, options: StartOptions = {}): Flight {
    const { shared = true, replace = false } = options;
    if (!shared) return super.start(key, job);
    const lock = new RedisFlightLock(this.redis, key, this.lockMs);
    return super.start(key, new LockedJob(job, lock, replace));
  }
}
