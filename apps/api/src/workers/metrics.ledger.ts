import { AggregatorRegistry } from 'prom-client';
import type { MetricsReport } from '../observability/cluster.metrics.messages.js';

/**
 * The metrics of all workers, including those that ended. A sum that drops when a worker ends would look like a counter reset,
 * and Prometheus would count everything twice.
 */
export class MetricsLedger {
  private readonly latest = new Map<number, MetricsReport>();
  private gone: MetricsReport = [];

  /** Replaces the last report of a worker. */
  note(worker: number, report: MetricsReport): void {
    this.latest.set(worker, report);
  }

  /** Keeps the counters of a worker that ended, from its last report, and drops its gauges. */
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
