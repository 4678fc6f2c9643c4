import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { withTimeout } from '@app/core';
import type { Embedding } from '../../embedder.port.js';
import { EmbeddingError, TIMEOUT } from '../../embedding.error.js';
import type { ModelFolder } from './model-folder.js';

export interface ThreadSettings {
  /** The path of the thread's script. */
  readonly script: string;
  /** Milliseconds that loading the model may take. After that the thread counts as hung. */
  readonly loadMs: number;
  /** Milliseconds that a text may take. After that the thread counts as hung. The longest text takes half a second. */
  readonly textMs: number;
  /** Milliseconds that closing waits for the thread, which may be loading or hung. */
  readonly closeMs: number;
}

export const THREAD: ThreadSettings = {
  script: join(__dirname, '../../../worker/embed.worker.cjs'),
  loadMs: 60_000,
  textMs: 10_000,
  closeMs: 5_000,
};

type Message = { readonly ready: true } | { readonly embedding: Embedding } | { readonly error: string };

interface Waiting {
  resolve(embedding: Embedding): void;
  reject(error: EmbeddingError): void;
}

/** A worker thread that holds the model. It takes one text at a time: await each `embed` before the next. */
export class EmbeddingThread {
  private readonly worker: Worker;
  private waiting?: Waiting;
  private inProgress: Promise<unknown> = Promise.resolve();
  private crash?: unknown;
  private giveUp!: (cause: unknown) => void;

  /** Resolves when the model is loaded. Rejects when it can't be loaded. */
  readonly ready: Promise<void>;
  /** Resolves when the thread is unusable, because it has ended or hangs. The value is the reason, if it is known. */
  readonly gone: Promise<unknown>;
  /** Resolves when the thread has ended. A hung thread may never end. */
  readonly ended: Promise<void>;

  constructor(
    { parent, name }: ModelFolder,
    private readonly settings: ThreadSettings,
  ) {
    this.worker = new Worker(settings.script, { workerData: { folder: `${parent}/`, model: name } });
    this.gone = new Promise((resolve) => (this.giveUp = resolve));
    this.ended = new Promise((resolve) => this.worker.once('exit', () => resolve()));
    this.ready = this.whenReady();
    void this.ended.then(() => this.giveUp(this.crash));
    void this.gone.then((cause) => this.waiting?.reject(new EmbeddingError('failed', cause)));
    this.watch(this.ready, settings.loadMs);
  }

  embed(text: string): Promise<Embedding> {
    const embedding = new Promise<Embedding>((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage({ text });
    });
    this.inProgress = embedding.catch(() => undefined);
    this.watch(this.inProgress, this.settings.textMs);
    return embedding;
  }

  /** Resolves when no text is in progress. */
  async idle(): Promise<void> {
    await this.inProgress;
  }

  /** Lets the thread finish its text and exit. */
  async close(): Promise<void> {
    await this.inProgress;
    this.worker.postMessage({ close: true });
    await this.gone;
  }

  /** Gives up a hung thread. Terminating it inside the ONNX runtime would abort the process. If it recovers, it exits on its own. */
  abandon(cause: unknown): void {
    this.worker.postMessage({ close: true });
    this.worker.unref();
    this.giveUp(cause);
  }

  private watch(work: Promise<unknown>, milliseconds: number): void {
    withTimeout(work, milliseconds, TIMEOUT).catch((late: unknown) => this.abandon(late));
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
