import type { Worker } from 'node:cluster';
import { EventEmitter } from 'node:events';
import { WorkerPool } from './worker.pool.js';

/** A worker that does what the test says. */
class FakeWorker extends EventEmitter {
  readonly signals: string[] = [];
  hasEnded = false;
  readonly process: { pid?: number; kill: (signal: string) => void };

  constructor(pid?: number) {
    super();
    this.process = { pid, kill: (signal) => this.signals.push(signal) };
  }

  listens(): void {
    this.emit('listening');
  }

  ends(code: number | null, signal: string | null = null): void {
    this.hasEnded = true;
    this.emit('exit', code, signal);
  }
}

const LIMIT_MS = 30_000;

function poolOf(size: number) {
  const workers: FakeWorker[] = [];
  const lines: string[] = [];
  const note = (_facts: object, text: string) => lines.push(text);
  const slots: number[] = [];
  const fork = (slot: number) => {
    slots.push(slot);
    return workers[workers.push(new FakeWorker(workers.length + 1)) - 1] as unknown as Worker;
  };
  const refusals: Error[] = [];
  const forkOrThrow = (slot: number) => {
    const refusal = refusals.pop();
    if (refusal) throw refusal;
    return fork(slot);
  };
  const logger = { info: note, warn: note, error: note } as never;
  const pool = new WorkerPool(size, forkOrThrow, logger);
  return { pool, workers, slots, lines, refusals, over: pool.run() };
}

/** A pool whose workers all listen. */
function servingPoolOf(size: number) {
  const parts = poolOf(size);
  parts.workers[0]!.listens();
  for (const worker of parts.workers.slice(1)) worker.listens();
  return parts;
}

describe('WorkerPool', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('starts one worker, and the others when it listens', () => {
    const { workers } = poolOf(3);
    expect(workers).toHaveLength(1);
    workers[0]!.listens();
    expect(workers).toHaveLength(3);
    workers[1]!.listens();
    expect(workers).toHaveLength(3);
  });

  it('gives up with 1 when the first one ends before it listens', async () => {
    const { workers, over } = poolOf(3);
    workers[0]!.ends(1);
    expect(await over).toBe(1);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(workers).toHaveLength(1);
  });

  it('replaces a worker that lived at once, with one line', async () => {
    const { workers, lines } = servingPoolOf(2);
    await jest.advanceTimersByTimeAsync(10_000);
    workers[0]!.ends(null, 'SIGKILL');
    await jest.advanceTimersByTimeAsync(0);
    expect([workers.length, lines]).toEqual([3, ['worker ended']]);
  });

  it('gives a replacement the slot of its predecessor', async () => {
    const { workers, slots } = servingPoolOf(3);
    await jest.advanceTimersByTimeAsync(10_000);
    for (const died of [1, 0, 3]) {
      workers[died]!.ends(null, 'SIGKILL');
      await jest.advanceTimersByTimeAsync(10_000);
    }
    expect(slots).toEqual([1, 2, 3, 2, 1, 2]);
  });

  it('waits longer and longer for workers that die at their start, and serves on meanwhile', async () => {
    const { workers } = servingPoolOf(2);
    for (let second = 0; second < 60; second++) {
      const newest = workers.at(-1)!;
      if (!newest.hasEnded) newest.ends(1);
      await jest.advanceTimersByTimeAsync(1_000);
    }
    expect(workers.length).toBeGreaterThan(8);
    expect(workers.length).toBeLessThan(16);
  });

  it('survives a message to a worker that just died', () => {
    const { workers } = servingPoolOf(2);
    expect(() => workers[0]!.emit('error', new Error('EPIPE'))).not.toThrow();
    expect(workers).toHaveLength(2);
  });

  it('tries again when the system has no process to give', async () => {
    const { pool, workers, refusals } = servingPoolOf(2);
    refusals.push(new Error('ENOMEM'));
    workers[0]!.ends(null, 'SIGKILL');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(workers).toHaveLength(3);
    delete workers[2]!.process.pid;
    workers[2]!.emit('error', new Error('EAGAIN'));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(workers).toHaveLength(4);
    pool.stop('SIGTERM', LIMIT_MS);
  });

  it('passes the signal on and ends with 0 when all have drained', async () => {
    const { pool, workers, over } = servingPoolOf(2);
    pool.stop('SIGINT', LIMIT_MS);
    pool.stop('SIGTERM', LIMIT_MS);
    expect(workers.map(({ signals }) => signals)).toEqual([['SIGINT'], ['SIGINT']]);
    for (const worker of workers) worker.ends(0);
    expect(await over).toBe(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(workers).toHaveLength(2);
  });

  it('takes a worker that was still starting for drained when it dies of the signal', async () => {
    const { pool, workers, over } = poolOf(2);
    pool.stop('SIGTERM', LIMIT_MS);
    workers[0]!.ends(null, 'SIGTERM');
    expect(await over).toBe(0);
  });

  it('forgets about a replacement when it is stopped before its time', async () => {
    const { pool, workers, over } = servingPoolOf(2);
    for (const worker of workers) worker.ends(1);
    pool.stop('SIGTERM', LIMIT_MS);
    expect(await over).toBe(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(workers).toHaveLength(2);
  });

  it('kills what hangs past the limit and says so with 1', async () => {
    const { pool, workers, over } = servingPoolOf(2);
    pool.stop('SIGTERM', LIMIT_MS);
    workers[0]!.ends(0);
    await jest.advanceTimersByTimeAsync(LIMIT_MS);
    expect(workers[1]!.signals).toEqual(['SIGTERM', 'SIGKILL']);
    workers[1]!.ends(null, 'SIGKILL');
    expect(await over).toBe(1);
  });
});
