import { setTimeout as sleep } from 'node:timers/promises';
import type { Signals } from '@app/core';
import type { Embedding } from '../../embedder.port.js';
import { EmbeddingThread } from './embedding-thread.js';
import type { ModelFolder } from './model-folder.js';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 30_000;

/** A thread that is replaced when it crashes: soon at first, later when crashes repeat. Texts wait for the new one. */
export class RespawningThread {
  private current: Promise<EmbeddingThread>;
  private delayMs = FIRST_DELAY_MS;
  private isUp = true;
  private readonly closing = new AbortController();

  constructor(
    private readonly model: ModelFolder,
    private readonly signals: Signals,
  ) {
    this.current = this.start();
    this.current.catch(() => undefined);
  }

  /** Rejects when the latest thread could not load its model. */
  async ready(): Promise<void> {
    await this.current;
  }

  async embed(text: string): Promise<Embedding> {
    const thread = await this.current;
    const embedding = await thread.embed(text);
    this.delayMs = FIRST_DELAY_MS;
    return embedding;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.current.then(
      (thread) => thread.close(),
      () => undefined,
    );
  }

  private async start(): Promise<EmbeddingThread> {
    const thread = new EmbeddingThread(this.model);
    void thread.gone.then((cause) => this.replace(cause));
    await thread.ready;
    this.change(true);
    return thread;
  }

  private replace(cause: unknown): void {
    if (this.closing.signal.aborted) return;
    this.change(false, cause);
    this.current = this.restart();
    // Every text that waits hears of a failure; the next replacement is under way by then.
    this.current.catch(() => undefined);
  }

  private async restart(): Promise<EmbeddingThread> {
    const delay = this.delayMs * (0.5 + Math.random() / 2);
    this.delayMs = Math.min(this.delayMs * 2, LONGEST_DELAY_MS);
    await sleep(delay, undefined, { signal: this.closing.signal, ref: false });
    return this.start();
  }

  private change(isUp: boolean, cause?: unknown): void {
    if (this.isUp === isUp) return;
    this.isUp = isUp;
    this.signals.stateChanged('embedder', isUp ? 'up' : 'down', cause);
  }
}
