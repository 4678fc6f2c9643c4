import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { withTimeout } from '@app/core';
import type { Embedding } from '../../embedder.port.js';
import { EmbeddingError, TIMEOUT } from '../../embedding.error.js';
import type { ModelFolder } from './model-folder.js';

export interface ThreadSettings {
  /** What the thread runs. */
  readonly script: string;
  /** Milliseconds of silence after which a thread that loads its model is lost. */
  readonly loadMs: number;
  /** The same for one that has a text: the longest text takes half a second. */
  readonly textMs: number;
  /** Milliseconds that closing waits at most: the thread may be loading, or never answer again. */
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

/** One worker thread with the model in it. Takes one text at a time. */
export class EmbeddingThread {
  private readonly worker: Worker;
  private waiting?: Waiting;
  private inProgress: Promise<unknown> = Promise.resolve();
  private crash?: unknown;
  private giveUp!: (cause: unknown) => void;

  /** Resolves when the model is loaded; rejects when it can't be. */
  readonly ready: Promise<void>;
  /** Resolves when the thread is of no more use, to the reason if that is known: it has ended, or has been silent for too long. */
  readonly gone: Promise<unknown>;
  /** Resolves when it has ended; one that is silent may never do. */
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

  /** Resolves when the text in progress, if there is one, is done. */
  async idle(): Promise<void> {
    await this.inProgress;
  }

  /** Lets the thread finish its text and end by itself. */
  async close(): Promise<void> {
    await this.inProgress;
    this.worker.postMessage({ close: true });
    await this.gone;
  }

  /** Terminating a thread inside the runtime aborts the process. Should it come back, it ends by itself, unheard. */
  letGo(cause: unknown): void {
    this.worker.postMessage({ close: true });
    this.worker.unref();
    this.giveUp(cause);
  }

  private watch(work: Promise<unknown>, milliseconds: number): void {
    withTimeout(work, milliseconds, TIMEOUT).catch((late: unknown) => this.letGo(late));
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
