import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Embedding } from '../../embedder.port.js';
import { EmbeddingError } from '../../embedding.error.js';
import type { ModelFolder } from './model-folder.js';

const SCRIPT = join(__dirname, '../../../worker/embed.worker.cjs');

type Message = { readonly ready: true } | { readonly embedding: Embedding } | { readonly error: string };

interface Waiting {
  resolve(embedding: Embedding): void;
  reject(error: EmbeddingError): void;
}

/** One worker thread with the model in it. Takes one text at a time. */
export class EmbeddingThread {
  private readonly worker: Worker;
  private waiting?: Waiting;
  private inProgress: Promise<unknown> = Promise.resolve();
  private crash?: unknown;

  /** Resolves when the model is loaded; rejects when it can't be. */
  readonly ready: Promise<void>;
  /** Resolves when the thread is gone, to what it died of if that is known. */
  readonly gone: Promise<unknown>;

  constructor({ parent, name }: ModelFolder) {
    this.worker = new Worker(SCRIPT, { workerData: { folder: `${parent}/`, model: name } });
    this.gone = new Promise((resolve) => this.worker.once('exit', () => resolve(this.crash)));
    this.ready = this.whenReady();
    // Whoever awaits `ready` hears of a failure; nobody has to.
    this.ready.catch(() => undefined);
    void this.gone.then((cause) => this.waiting?.reject(new EmbeddingError('failed', cause)));
  }

  embed(text: string): Promise<Embedding> {
    const embedding = new Promise<Embedding>((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage({ text });
    });
    this.inProgress = embedding.catch(() => undefined);
    return embedding;
  }

  /** Lets the thread finish its text and end by itself: terminating a thread inside the runtime aborts the process. */
  async close(): Promise<void> {
    await this.inProgress;
    this.worker.postMessage({ close: true });
    await this.gone;
  }

  private whenReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.worker.on('message', (message: Message) =>
        'ready' in message ? resolve() : this.settle(message),
      );
      this.worker.on('error', (error) => (this.crash = error));
      void this.gone.then((cause) => reject(new EmbeddingError('failed', cause)));
    });
  }

  private settle(message: Exclude<Message, { ready: true }>): void {
    const { waiting } = this;
    this.waiting = undefined;
    if ('embedding' in message) waiting?.resolve(message.embedding);
    else waiting?.reject(new EmbeddingError('failed'));
  }
}
