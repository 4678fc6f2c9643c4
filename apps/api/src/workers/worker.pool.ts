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
 * As many workers as were asked for, until the pool is stopped. The first one starts alone: what keeps it from listening
 * would keep all, is told once, and ends the pool. Later on whoever dies is replaced, in the same slot.
 */
export class WorkerPool {
  /** With their slots, which count from 1. */
  private readonly workers = new Map<Worker, number>();
  private readonly pause = new RestartBackoff();
  private phase: Phase = 'starting';
  private exitCode = 0;
  private finish: (exitCode: number) => void;

  constructor(
    private readonly size: number,
    private readonly fork: (slot: number) => Worker,
    private readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>,
  ) {}

  /** Resolves to this process's exit code once the last worker is gone: 0 when all ended as they were told. */
  run(): Promise<number> {
    return new Promise((resolve) => {
      this.finish = resolve;
      this.add(1);
    });
  }

  /** Passes the signal on and lets the workers drain; whoever is still there after `limitMs` is killed. */
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
    // Either the system had no process for it, or a message missed a worker that just died, whose end comes as such.
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
        return this.finish(1);
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

  /** A system out of memory or descriptors may refuse a fork: the workers there are serve on. */
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
    // One that was still starting has nothing to drain and dies of the signal itself.
    if (code !== 0 && signal !== 'SIGTERM' && signal !== 'SIGINT') this.exitCode = 1;
    this.finishWhenEmpty();
  }

  private finishWhenEmpty(): void {
    if (this.workers.size === 0) this.finish(this.exitCode);
  }
}
