import { Gauge, type Registry } from 'prom-client';
import type { InFlight } from '../request/request.observer.js';
import { VERSION } from '../environment/version.js';

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
