import type { Signals } from '@app/core';
import { Embedder, type Embedding, type EmbeddingSpace } from '../../embedder.port.js';
import { EmbeddingError } from '../../embedding.error.js';
import { openModelFolder } from './model-folder.js';
import { RespawningThread } from './respawning-thread.js';
import { EmbeddingTask } from './embedding-task.js';

export interface QueueLimits {
  /** How many texts may wait; one more is refused at once. */
  readonly waiting: number;
  /** How long a text may take, waiting included, in milliseconds. */
  readonly deadlineMs: number;
}

const LIMITS: QueueLimits = { waiting: 64, deadlineMs: 5_000 };

/** Runs an ONNX model in a worker thread, one text at a time. */
export class TransformersEmbedder extends Embedder {
  readonly space: EmbeddingSpace;
  private readonly thread: RespawningThread;
  private readonly queue: EmbeddingTask[] = [];
  private running?: Promise<void>;
  private closed = false;

  /** @param modelPath see `openModelFolder`. */
  constructor(
    modelPath: string | undefined,
    signals: Signals,
    private readonly limits: QueueLimits = LIMITS,
  ) {
    super();
    const model = openModelFolder(modelPath);
    this.space = model.space;
    this.thread = new RespawningThread(model, signals);
  }

  async warmUp(): Promise<void> {
    await this.thread.ready();
    await this.embed('warm');
  }

  embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    if (this.closed) return Promise.reject(new EmbeddingError('closed'));
    if (this.queue.length >= this.limits.waiting) return Promise.reject(new EmbeddingError('queue-full'));
    const task = new EmbeddingTask(text, this.limits.deadlineMs, signal);
    this.queue.push(task);
    this.running ??= this.drain();
    return task.result;
  }

  async ping(): Promise<void> {
    if (this.closed) throw new EmbeddingError('closed');
    await this.thread.ready();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.queue.splice(0).forEach((task) => task.fail(new EmbeddingError('closed')));
    await this.thread.close();
  }

  private async drain(): Promise<void> {
    for (let task = this.queue.shift(); task; task = this.queue.shift()) {
      if (!task.isSettled) await this.run(task);
    }
    this.running = undefined;
  }

  private async run(task: EmbeddingTask): Promise<void> {
    await this.thread.embed(task.text).then(
      (embedding) => task.finish(embedding),
      (error: unknown) =>
        task.fail(error instanceof EmbeddingError ? error : new EmbeddingError('failed', error)),
    );
  }
}
