import type { Registry } from 'prom-client';

/** What a scrape is told, in Prometheus' text format. */
export abstract class MetricsSource {
  abstract text(): Promise<string>;
}

/** A service of one process: its registry is all there is. */
export class ProcessMetrics extends MetricsSource {
  constructor(private readonly registry: Registry) {
    super();
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
