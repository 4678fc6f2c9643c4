import type { RedisServer } from '@app/cache';
import type { Clock, Signals } from '@app/core';
import { MemoryCounters } from './adapters/memory.counters.js';
import { RedisCounters } from './adapters/redis.counters.js';
import type { Counters } from './counters.port.js';
import { LimitList } from './limit-list.js';
import { Limiter } from './limiter.js';
import { StandbyCounters } from './standby.counters.js';

export interface LimiterContext {
  readonly environment: { readonly KEY_LIMITS?: string; readonly TENANT_LIMITS?: string };
  readonly clock: Clock;
  readonly signals: Signals;
  /** The server that replicas share. Without one, each process counts on its own. */
  readonly redis?: RedisServer;
}

export function assembleLimiter(context: LimiterContext): Limiter {
  const { environment, signals } = context;
  return new Limiter({
    counters: countersOf(context),
    signals,
    perKey: LimitList.read(environment.KEY_LIMITS),
    perTenant: LimitList.read(environment.TENANT_LIMITS),
  });
}

function countersOf({ clock, signals, redis }: LimiterContext): Counters {
  const local = new MemoryCounters(clock);
  if (!redis) return local;
  return new StandbyCounters({ shared: new RedisCounters(redis), server: redis.server, local, signals });
}
