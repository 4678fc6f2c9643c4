import type { Worker } from 'node:cluster';
import { untilAcceptQueueIsEmpty } from '../draining/accept-queue.js';
import type { Handovers } from './handovers.js';

/** Workers hear the signal at about the same time; one that is stuck does not keep the port open. Milliseconds. */
const STRAGGLER_MS = 5_000;

/** A worker as seen from here. */
export type ListeningWorker = Pick<Worker, 'disconnect'>;

/**
 * When workers cease to take connections. The port, which they share, closes with the last of them, and what the kernel holds by then
 * would be reset: so the last ones go together, at a moment when nothing is left.
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

  /** All are about to leave: none goes before the others can. */
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
    // From the last look to the closing of the port every microsecond counts.
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
