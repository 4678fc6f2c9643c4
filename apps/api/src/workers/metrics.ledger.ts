import { AggregatorRegistry } from 'prom-client';
import type { MetricsReport } from '../observability/cluster.metrics.messages.js';

/**
 * The figures of all workers, those that are gone included: a sum that shrank when a worker died would look like a counter
 * that began anew, and Prometheus would count everything a second time.
 */
export class MetricsLedger {
  private readonly latest = new Map<number, MetricsReport>();
  private gone: MetricsReport = [];

  /** Keeps a worker's newest report in place of its last. */
  note(worker: number, report: MetricsReport): void {
    this.latest.set(worker, report);
  }

  /** Keeps what a worker that is gone had counted by its last report. Its gauges go with it. */
  close(worker: number): void {
    const counted = (this.latest.get(worker) ?? []).filter(({ type }) => type !== 'gauge');
    this.latest.delete(worker);
    this.gone = AggregatorRegistry.aggregate([
      this.gone,
      counted,
    ]).getMetricsAsArray() as unknown as MetricsReport;
  }

  /** In Prometheus' text format. */
  total(): Promise<string> {
    return AggregatorRegistry.aggregate([...this.latest.values(), this.gone]).metrics();
  }
}
