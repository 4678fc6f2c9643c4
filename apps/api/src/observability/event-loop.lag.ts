import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';

/** The sampling interval of the event loop. Milliseconds. */
const RESOLUTION_MS = 20;

/** The lag of the event loop. prom-client's own gauge includes the sampling interval, and is averaged over workers. */
export class EventLoopLag implements OnApplicationShutdown {
  private readonly delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor(registry: Registry) {
    const { delays } = this;
    delays.enable();
    new Gauge({
      name: 'ragcache_event_loop_lag_seconds',
      help: 'How late the event loop was, 99th percentile since the last scrape.',
      aggregator: 'max',
      registers: [registry],
      collect() {
        this.set(Math.max(0, delays.percentile(99) / 1e9 - RESOLUTION_MS / 1e3));
        delays.reset();
      },
    });
  }

  /** The monitor's timer would outlive the application. */
  onApplicationShutdown(): void {
    this.delays.disable();
  }
}
