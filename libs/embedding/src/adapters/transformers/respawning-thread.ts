import { setTimeout as sleep } from 'node:timers/promises';
import { withTimeout, type Signals } from '@app/core';
import type { Embedding } from '../../embedder.port.js';
import { TIMEOUT } from '../../embedding.error.js';
import { EmbeddingThread, THREAD, type ThreadSettings } from './embedding-thread.js';
import type { ModelFolder } from './model-folder.js';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 30_000;
/** Most hung threads. Each holds a model and perhaps a core, so with more of them no new thread is started. */
const MOST_LINGERING = 2;

/** Replaces the embedding thread when it crashes or hangs, with growing delays. Texts wait for the new thread. */
export class RespawningThread {
  private thread!: EmbeddingThread;
  private current: Promise<EmbeddingThread>;
  private delayMs = FIRST_DELAY_MS;
  private isUp = true;
  private readonly lingering = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly model: ModelFolder,
    private readonly signals: Signals,
    private readonly settings: ThreadSettings = THREAD,
  ) {
    this.current = this.start();
    this.current.catch(() => undefined);
  }

  /** Rejects when the latest thread could not load its model. */
  async ready(): Promise<void> {
    await this.current;
  }

  /** Resolves when no text is in progress. Rejects as `ready` does. */
  async idle(): Promise<void> {
    await (await this.current).idle();
  }

  async embed(text: string): Promise<Embedding> {
    const thread = await this.current;
    const embedding = await thread.embed(text);
    this.delayMs = FIRST_DELAY_MS;
    return embedding;
  }

  async close(): Promise<void> {
    this.closing.abort();
    const closed = this.current.then(
      (thread) => thread.close(),
      () => undefined,
    );
    await withTimeout(closed, this.settings.closeMs, TIMEOUT).catch((late: unknown) =>
      this.thread.abandon(late),
    );
  }

  private async start(): Promise<EmbeddingThread> {
    const thread = (this.thread = new EmbeddingThread(this.model, this.settings));
    void thread.gone.then((cause) => this.replace(thread, cause));
    await thread.ready;
    this.change(true);
    return thread;
  }

  private replace({ ended }: EmbeddingThread, cause: unknown): void {
    if (this.closing.signal.aborted) return;
    this.lingering.add(ended);
    void ended.then(() => this.lingering.delete(ended));
    this.change(false, cause);
    this.current = this.restart();
    // A failure reaches every waiting text. The next replacement is under way by then.
    this.current.catch(() => undefined);
  }

  private async restart(): Promise<EmbeddingThread> {
    const delay = this.delayMs * (0.5 + Math.random() / 2);
    this.delayMs = Math.min(this.delayMs * 2, LONGEST_DELAY_MS);
    do await sleep(delay, undefined, { signal: this.closing.signal, ref: false });
    while (this.lingering.size > MOST_LINGERING);
    return this.start();
  }

  private change(isUp: boolean, cause?: unknown): void {
    if (this.isUp === isUp) return;
    this.isUp = isUp;
    this.signals.stateChanged('embedder', isUp ? 'up' : 'down', cause);
  }
}
