import { EventEmitter, once } from 'node:events';
import type { Registry } from 'prom-client';
import { MetricsSource } from './metrics.source.js';
import type { MetricsReport, PrimaryMessage, WorkerMessage } from './cluster.metrics.messages.js';

/** Longer than the primary process waits for the slowest worker. Milliseconds. */
const TIMEOUT_MS = 5_000;

/** The message channel to the primary process. */
export interface PrimaryChannel {
  on(event: 'message', listener: (message: PrimaryMessage) => void): unknown;
  send?(message: WorkerMessage): unknown;
}

/**
 * The metrics of one worker among several. It answers a scrape with the metrics of all workers, and reports its own when another
 * worker is scraped.
 */
export class ClusterMetrics extends MetricsSource {
  private readonly answers = new EventEmitter().setMaxListeners(0);
  private scrapes = 0;

  constructor(
    private readonly registry: Registry,
    private readonly primary: PrimaryChannel = process,
  ) {
    super();
    primary.on('message', (message) => void this.received(message));
  }

  /** Rejects when the primary process does not answer: the metrics of one worker alone would look like those of all. */
  async text(): Promise<string> {
    const scrape = ++this.scrapes;
    const answer = once(this.answers, String(scrape), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    this.say({ kind: 'scrape', scrape });
    const [text] = (await answer) as [string];
    return text;
  }

  private async received(message: PrimaryMessage): Promise<void> {
    switch (message.kind) {
      case 'scraped':
        this.answers.emit(String(message.scrape), message.text);
        return;
      case 'report-wanted': {
        const report = await this.registry.getMetricsAsJSON();
        this.say({ kind: 'report', round: message.round, report: report as unknown as MetricsReport });
      }
    }
  }

  private say(message: WorkerMessage): void {
    this.primary.send?.(message);
  }
}
