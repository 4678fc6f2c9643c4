import type { Worker } from 'node:cluster';
import { untilAcceptQueueIsEmpty } from '../draining/accept-queue.js';
import type { Handovers } from './handovers.js';

/** How long a stuck worker may keep the port open after the others got the signal. Milliseconds. */
const STRAGGLER_MS = 5_000;

/** The used part of a worker. */
export type ListeningWorker = Pick<Worker, 'disconnect'>;

/**
 * Decides when workers stop listening. They share the port, which closes with the last listening worker, and the kernel would
 * reset the connections that it still holds. So the last workers stop together, when the accept queue is empty.
 */
export class Departure {
  private readonly serving = new Set<ListeningWorker>();
  private readonly leaving = new Set<ListeningWorker>();
  private isStopping = false;
  private isClosing = false;

  constructor(private readonly handovers: Pick<Handovers, 'accepted' | 'hasPending' | 'withoutSending'>) {}

  listens(worker: ListeningWorker): void {
    this.serving.add(worker);
  }

  /** All workers are about to stop: none stops listening before the others can. */
  stop(delayMs: number): void {
    this.isStopping = true;
    setTimeout(() => void this.closePort(), delayMs + STRAGGLER_MS).unref();
  }

  wantsToLeave(worker: ListeningWorker): void {
    if (!this.serving.has(worker)) return;
    this.leaving.add(worker);
    const isLast = this.leaving.size === this.serving.size;
    if (isLast) return void this.closePort();
    if (!this.isStopping) this.letGo(worker);
  }

  ended(worker: ListeningWorker): void {
    this.forget(worker);
    if (this.isStopping && this.leaving.size === this.serving.size) void this.closePort();
  }

  private async closePort(): Promise<void> {
    if (this.isClosing || this.serving.size === 0) return;
    this.isClosing = true;
    await untilAcceptQueueIsEmpty(this.handovers);
    const last = [...(this.leaving.size > 0 ? this.leaving : this.serving)];
    // The time between the last look at the queue and the closing of the port must be as short as possible.
    this.handovers.withoutSending(() => last.forEach((worker) => this.letGo(worker)));
    this.isClosing = false;
  }

  private letGo(worker: ListeningWorker): void {
    this.forget(worker);
    worker.disconnect();
  }

  private forget(worker: ListeningWorker): void {
    this.serving.delete(worker);
    this.leaving.delete(worker);
  }
}
