import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';
import type { InFlight } from '../http/in-flight.js';
import { VERSION } from '../version.js';

/** How often the event loop is looked at. Milliseconds. */
const RESOLUTION_MS = 20;

export function addBuildInfo(registry: Registry): void {
  const info = new Gauge({
    name: 'ragcache_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    aggregator: 'first',
    registers: [registry],
  });
  info.set({ version: VERSION, node: process.version }, 1);
}

export function addInFlight(registry: Registry, inFlight: InFlight): void {
  new Gauge({
    name: 'ragcache_requests_in_flight',
    help: 'Requests that have arrived and not yet ended, the scrape itself included.',
    registers: [registry],
    collect() {
      this.set(inFlight.count);
    },
  });
}

/** prom-client has such a gauge too, but with the sampling interval in it, and averaged over workers. */
export function addEventLoopLag(registry: Registry): void {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
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
