import { Clock, Signals } from '@app/core';
import type { Provider } from '@nestjs/common';
import type { QueryEnv } from '../query.env.js';
import { LoopLag } from './loop-lag.js';
import { UpstreamGate } from './upstream-gate.js';

/** What every call of a model passes, wired. */
export function upstreamGate({ UPSTREAM_CONCURRENCY, SHED_LAG_MS }: QueryEnv): Provider[] {
  return [
    { provide: LoopLag, inject: [Clock], useFactory: (clock: Clock) => new LoopLag(SHED_LAG_MS, clock) },
    {
      provide: UpstreamGate,
      inject: [Signals, LoopLag],
      useFactory: (signals: Signals, lag: LoopLag) => new UpstreamGate(UPSTREAM_CONCURRENCY, signals, lag),
    },
  ];
}
