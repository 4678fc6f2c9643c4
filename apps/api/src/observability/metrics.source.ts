import type { Registry } from 'prom-client';

/** The metrics for a scrape, in Prometheus' text format. */
export abstract class MetricsSource {
  abstract text(): Promise<string>;
}

/** The metrics of a service with one process: those of its own registry. */
export class ProcessMetrics extends MetricsSource {
  constructor(private readonly registry: Registry) {
    super();
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
