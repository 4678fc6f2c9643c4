import type { Clock, Signals } from '@app/core';
import type { RemoteServer } from '../../resilience/remote-server.js';
import type { QdrantConnection } from './qdrant.connection.js';
import { expiredBy } from './qdrant.points.js';
import type { QdrantSweepTurn } from './qdrant.sweep-turn.js';

const EVERY_MS = 60_000;

export interface SweepTools {
  readonly connection: QdrantConnection;
  /** Its path. */
  readonly collection: string;
  readonly turn: QdrantSweepTurn;
  readonly server: RemoteServer;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** Frees the room of expired points, which no search finds any more; once a minute, by one replica. */
export class QdrantSweeper {
  private timer?: NodeJS.Timeout;
  private closed = false;

  constructor(private readonly tools: SweepTools) {}

  /** The first one comes at a random time, so that replicas that start together don't ask together for ever. */
  start(): void {
    this.later(Math.random() * EVERY_MS);
  }

  /** Whether it was this replica's turn. */
  async sweep(): Promise<boolean> {
    const { connection, collection, turn, server, clock } = this.tools;
    const now = clock.now();
    if (!server.isUp || !(await turn.take(now, EVERY_MS))) return false;
    const path = `${collection}/points/delete?wait=true`;
    await connection.administer({ method: 'POST', path, body: { filter: expiredBy(now) } });
    return true;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private later(milliseconds: number): void {
    this.timer = setTimeout(() => void this.round(), milliseconds).unref();
  }

  /** A sweep that fails says nothing about searches, so the breaker isn't told of it. */
  private async round(): Promise<void> {
    await this.sweep().catch(() => this.closed || this.tools.signals.count('fail_open', 'vectors.sweep'));
    if (!this.closed) this.later(EVERY_MS);
  }
}
