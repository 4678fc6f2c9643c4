import { EventEmitter, once } from 'node:events';
import type { Cluster, Worker } from 'node:cluster';
import { MetricsLedger } from './metrics.ledger.js';
import type { PrimaryMessage, WorkerMessage } from '../observability/cluster.metrics.messages.js';

/** A worker that does not report within this time counts with its last report. Milliseconds. */
const TIMEOUT_MS = 1_000;

/** Answers a scrape of one worker with the metrics of all workers. */
export class MetricsExchange {
  private readonly ledger = new MetricsLedger();
  private readonly serving = new Map<number, Worker>();
  private readonly reports = new EventEmitter().setMaxListeners(0);
  private rounds = 0;

  constructor(cluster: Pick<Cluster, 'on'>) {
    cluster.on('listening', (worker) => this.serving.set(worker.id, worker));
    cluster.on('message', (worker, message: WorkerMessage) => this.received(worker, message));
    cluster.on('exit', ({ id }) => {
      this.serving.delete(id);
      this.ledger.close(id);
      this.reports.emit(`${id} gone`);
    });
  }

  private received(worker: Worker, message: WorkerMessage): void {
    switch (message.kind) {
      case 'scrape':
        return void this.answer(worker, message.scrape);
      case 'report':
        // A message may arrive after its sender ended.
        if (this.serving.has(worker.id)) this.ledger.note(worker.id, message.report);
        this.reports.emit(`${worker.id} ${message.round}`);
    }
  }

  private async answer(worker: Worker, scrape: number): Promise<void> {
    const round = ++this.rounds;
    await Promise.all([...this.serving.values()].map((each) => this.reportOf(each, round)));
    tell(worker, { kind: 'scraped', scrape, text: await this.ledger.total() });
  }

  /** Settles when the worker has reported, has ended, or takes too long. */
  private async reportOf(worker: Worker, round: number): Promise<void> {
    const done = new AbortController();
    const signal = AbortSignal.any([done.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const reported = once(this.reports, `${worker.id} ${round}`, { signal });
    const gone = once(this.reports, `${worker.id} gone`, { signal });
    tell(worker, { kind: 'report-wanted', round });
    await Promise.race([reported, gone]).catch(() => undefined);
    done.abort();
  }
}

function tell(worker: Worker, message: PrimaryMessage): void {
  // A worker that ended needs no answer. Without a callback, the failure would be an error event.
  worker.send(message, () => undefined);
}
