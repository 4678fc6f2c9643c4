import type { BreakerState, Level } from '@app/core';
import { Gauge, type Registry } from 'prom-client';
import { LEVELS } from './signal.catalogue.js';

/** Gauges of levels and breakers. They are read at each scrape and cost nothing in between. */
export class LevelGauges {
  private readonly levels = new Map<Level, () => number | undefined>();
  private readonly breakers: (() => readonly BreakerState[])[] = [];

  constructor(registry: Registry) {
    for (const name of Object.keys(LEVELS) as Level[]) this.addLevel(name, registry);
    this.addBreakers(registry);
  }

  watch(level: Level, read: () => number | undefined): void {
    this.levels.set(level, read);
  }

  watchBreakers(read: () => readonly BreakerState[]): void {
    this.breakers.push(read);
  }

  private addLevel(level: Level, registry: Registry): void {
    const read = () => this.read(level);
    new Gauge({
      ...{ ...LEVELS[level], registers: [registry] },
      collect() {
        this.set(read());
      },
    });
  }

  /** A level that can't be read, as while the stores are closing, is NaN. The scrape goes on without it. */
  private read(level: Level): number {
    try {
      return this.levels.get(level)?.() ?? Number.NaN;
    } catch {
      return Number.NaN;
    }
  }

  private addBreakers(registry: Registry): void {
    const read = () => this.breakers.flatMap((states) => states());
    new Gauge({
      name: 'ragcache_breaker_open',
      help: 'Whether calls are stopped (1): to a store, or to one model of a provider.',
      labelNames: ['server', 'model'],
      // The maximum over workers: an average would hide that one breaker is open.
      aggregator: 'max',
      registers: [registry],
      collect() {
        this.reset();
        for (const { server, model = '', isOpen } of read()) this.set({ server, model }, isOpen ? 1 : 0);
      },
    });
  }
}
