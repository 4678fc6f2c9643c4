import { withTimeout, type Signals } from '@app/core';
import { Embedder, type Embedding, type EmbeddingSpace } from '../../embedder.port.js';
import { EmbeddingError, TIMEOUT } from '../../embedding.error.js';
import { EmbeddingTask } from './embedding-task.js';
import type { ThreadSettings } from './embedding-thread.js';
import { openModelFolder } from './model-folder.js';
import { RespawningThread } from './respawning-thread.js';

export interface QueueLimits {
  /** Most texts in the queue. One more is refused at once. */
  readonly waiting: number;
  /** Milliseconds that a text may take, including its time in the queue. */
  readonly deadlineMs: number;
}

const LIMITS: QueueLimits = { waiting: 64, deadlineMs: 5_000 };
/** `Part.ping` must settle within a second, even while the thread hangs or is being replaced. */
const PING_MS = 900;

/** Runs an ONNX model in a worker thread, one text at a time, behind a bounded queue. */
export class TransformersEmbedder extends Embedder {
  readonly space: EmbeddingSpace;
  private readonly thread: RespawningThread;
  /** The queue, in order of arrival. A text leaves it at once when its caller aborts. */
  private readonly waiting = new Set<EmbeddingTask>();
  private running?: Promise<void>;
  private closing?: Promise<void>;

  /** @param modelPath see `openModelFolder`. */
  constructor(
    modelPath: string | undefined,
    signals: Signals,
    private readonly limits: QueueLimits = LIMITS,
    threadSettings?: ThreadSettings,
  ) {
    super();
    const model = openModelFolder(modelPath);
    this.space = model.space;
    this.thread = new RespawningThread(model, signals, threadSettings);
    signals.watch('embedding_queue', () => this.waiting.size);
  }

  async warmUp(): Promise<void> {
    await this.thread.ready();
    await this.embed('warm');
  }

  async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    if (this.closing) throw new EmbeddingError('closed');
    if (signal?.aborted) throw new EmbeddingError('aborted');
    if (this.waiting.size >= this.limits.waiting) throw new EmbeddingError('queue-full');
    const task = new EmbeddingTask(text, this.limits.deadlineMs, signal);
    this.waiting.add(task);
    this.running ??= this.drain();
    return task.result.finally(() => this.waiting.delete(task));
  }

  async ping(): Promise<void> {
    if (this.closing) throw new EmbeddingError('closed');
    // Every text ends within this time, unless the thread hangs.
    await withTimeout(this.thread.idle(), PING_MS, TIMEOUT);
  }

  close(): Promise<void> {
    return (this.closing ??= this.shutDown());
  }

  private shutDown(): Promise<void> {
    this.waiting.forEach((task) => task.fail(new EmbeddingError('closed')));
    this.waiting.clear();
    return this.thread.close();
  }

  private async drain(): Promise<void> {
    for (let task = this.next(); task; task = this.next()) await this.run(task);
    this.running = undefined;
  }

  private next(): EmbeddingTask | undefined {
    const [task] = this.waiting;
    if (task) this.waiting.delete(task);
    return task;
  }

  private async run(task: EmbeddingTask): Promise<void> {
    if (task.isSettled) return;
    try {
      task.finish(await this.thread.embed(task.text));
    } catch (error) {
      task.fail(error instanceof EmbeddingError ? error : new EmbeddingError('failed', error));
    }
  }
}
