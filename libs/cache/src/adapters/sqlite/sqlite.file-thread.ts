import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const SCRIPT = join(__dirname, '../../../worker/file.worker.cjs');

/** Work on the whole file, which waits for the disk. */
type Task = 'checkpoint' | 'check';

type Outcome = { readonly result: unknown } | { readonly error: string };

/** A thread with a connection of its own to the file: there the disk may take its time. */
export class SqliteFileThread {
  private readonly worker: Worker;

  /** @param patienceMs how long a task waits for a lock. */
  constructor(file: string, patienceMs: number) {
    this.worker = new Worker(SCRIPT, { workerData: { file, patienceMs } });
    this.worker.unref();
  }

  /** One task at a time. Rejects with SQLite's words when the task fails, or when the thread does. */
  async run(task: Task): Promise<unknown> {
    // Without this the process could end in the middle of it.
    this.worker.ref();
    try {
      this.worker.postMessage(task);
      const [outcome] = (await once(this.worker, 'message')) as [Outcome];
      if ('error' in outcome) throw new Error(outcome.error);
      return outcome.result;
    } finally {
      this.worker.unref();
    }
  }

  async close(): Promise<void> {
    const ended = once(this.worker, 'exit').catch(() => undefined);
    this.worker.ref();
    this.worker.postMessage('close');
    await ended;
  }
}
