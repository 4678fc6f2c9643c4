import type { Worker } from 'node:cluster';
import type { Logger } from 'pino';
import { errorFacts } from '../observability/error-facts.js';
import { RestartBackoff } from './restart.backoff.js';

/** How a worker ended: an exit code, or the signal that killed it. */
interface WorkerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly livedMs: number;
}

type Phase = 'starting' | 'serving' | 'stopping';

/**
 * Keeps the configured number of workers running until the pool is stopped. The first worker starts alone: an error that stops it
 * from listening would stop all, so it is logged once and ends the pool. Later a worker that ends is replaced in the same slot.
 */
export class WorkerPool {
  /** The workers and their slots, which count from 1. */
  private readonly workers = new Map<Worker, number>();
  private readonly pause = new RestartBackoff();
  private phase: Phase = 'starting';
  private exitCode = 0;
  /** Absent until `run`. */
  private finish?: (exitCode: number) => void;

  constructor(
    private readonly size: number,
    private readonly fork: (slot: number) => Worker,
    private readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>,
  ) {}

  /** Resolves to the exit code of this process when the last worker has ended: 0 when all of them stopped as requested. */
  run(): Promise<number> {
    return new Promise((resolve) => {
      this.finish = resolve;
      this.add(1);
    });
  }

  /** Forwards the signal and lets the workers drain. A worker that still runs after `limitMs` is killed. */
  stop(signal: NodeJS.Signals, limitMs: number): void {
    if (this.phase === 'stopping') return;
    this.phase = 'stopping';
    this.logger.info({ signal, workers: this.workers.size }, 'stopping');
    this.tellAll(signal);
    setTimeout(() => this.tellAll('SIGKILL'), limitMs).unref();
    this.finishWhenEmpty();
  }

  private tellAll(signal: NodeJS.Signals): void {
    for (const { process } of this.workers.keys()) process.kill(signal);
  }

  private add(slot: number): void {
    const worker = this.fork(slot);
    const bornAt = performance.now();
    this.workers.set(worker, slot);
    const ended = (code: number | null, signal: NodeJS.Signals | null = null) =>
      this.ended(worker, { code, signal, livedMs: performance.now() - bornAt });
    worker.once('listening', () => this.listening());
    worker.once('exit', ended);
    // The system refused to start the process, or a message missed a worker that just ended. That end is reported by its own
    // event.
    worker.on('error', () => worker.process.pid ?? ended(null));
  }

  private listening(): void {
    if (this.phase !== 'starting') return;
    this.phase = 'serving';
    for (let slot = 2; slot <= this.size; slot++) this.refill(slot);
  }

  private ended(worker: Worker, end: WorkerEnd): void {
    const slot = this.workers.get(worker);
    if (slot === undefined) return;
    this.workers.delete(worker);
    const { code, signal } = end;
    const facts = { worker: worker.process.pid, code, signal };
    switch (this.phase) {
      case 'starting':
        this.logger.error(facts, 'the first worker ended before it listened');
        return this.finish?.(1);
      case 'serving':
        return this.replace(slot, facts, this.pause.after(end.livedMs));
      case 'stopping':
        return this.drained(facts);
    }
  }

  private replace(slot: number, facts: object, pauseMs: number): void {
    this.logger.warn({ ...facts, replaced_in_ms: pauseMs }, 'worker ended');
    setTimeout(() => this.refill(slot), pauseMs);
  }

  /** A system without memory or descriptors may refuse to fork. The running workers continue. */
  private refill(slot: number): void {
    if (this.phase !== 'serving') return;
    try {
      this.add(slot);
    } catch (error) {
      this.replace(slot, { error: errorFacts(error) }, this.pause.after(0));
    }
  }

  private drained({ code, signal, ...facts }: Pick<WorkerEnd, 'code' | 'signal'>): void {
    this.logger.info({ ...facts, code, signal }, 'worker ended');
    // A worker that is still starting has nothing to drain, and the signal ends it.
    if (code !== 0 && signal !== 'SIGTERM' && signal !== 'SIGINT') this.exitCode = 1;
    this.finishWhenEmpty();
  }

  private finishWhenEmpty(): void {
    if (this.workers.size === 0) this.finish?.(this.exitCode);
  }
}
