import { once } from 'node:events';
import { TimeoutError, withTimeout, type Signals } from '@app/core';
import { Logger } from '@nestjs/common';
import type { Cluster, Redis } from 'ioredis';
import type { RemoteStoresEnv } from '../../remote-stores.env.js';
import { RemoteServer } from '../../resilience/remote-server.js';
import { complaintOf } from './redis.complaints.js';
import { type RedisClient, withScripts } from './redis.scripts.js';

/** How long a start waits for the connection before it goes on without. */
const START_MS = 1_000;
const PING_MS = 500;
const PROBE_LIFE_MS = 10_000;
const EXTENDED = { whenBusy: 'extend' } as const;

/** The one Redis or Valkey that all ports of this process on it share: a connection, a breaker, a prefix. */
export class RedisServer {
  readonly client: RedisClient;
  readonly server: RemoteServer;
  private readonly prefix: string;
  private readonly complaints = new Set<string>();
  private refused?: string;
  private closing?: Promise<void>;

  constructor(client: Redis | Cluster, { KEY_PREFIX, REDIS_TIMEOUT_MS }: RemoteStoresEnv, signals: Signals) {
    this.prefix = KEY_PREFIX;
    // What goes wrong on the connection is told by the calls that fail; without a listener it would end the process.
    for (const event of ['error', 'sentinelError']) client.on(event, (error: Error) => this.consider(error));
    this.client = withScripts(client);
    this.server = new RemoteServer('redis', () => this.probe(), signals, {
      isAbsence,
      patienceMs: REDIS_TIMEOUT_MS,
    });
  }

  /** Why this server must not be used, as when it has no such database; `undefined` = no reason. */
  get refusal(): string | undefined {
    return this.refused;
  }

  /** The name of a key of ours. */
  key(...parts: readonly string[]): string {
    return `${this.prefix}:${parts.join(':')}`;
  }

  /** Cuts what one command may name: all of it where one server holds it, each alone where the nodes of a cluster share it. */
  together<Item>(items: readonly Item[]): (readonly Item[])[] {
    if (this.client.isCluster) return items.map((item) => [item]);
    return items.length > 0 ? [items] : [];
  }

  /** Resolves when the connection stands, or when it is clear that it will take longer. Never rejects. */
  async ready(): Promise<void> {
    if (this.client.status === 'ready') return;
    await once(this.client, 'ready', { signal: AbortSignal.timeout(START_MS) }).catch(() => undefined);
  }

  /** A server that can be read may be one that takes no writes: a copy, or one whose memory or disk is full. */
  async ping(): Promise<void> {
    await withTimeout(this.client.set(this.key('probe'), '', 'PX', PROBE_LIFE_MS), PING_MS, EXTENDED);
  }

  /** Safe to call by each port: the first one closes. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  /**
   * A connection that stays silent, or is stuck in its handshake, is made anew: a frozen server would answer on it one day, a
   * vanished one never.
   */
  private async probe(): Promise<void> {
    const isStuck = this.client.status === 'connect';
    try {
      await withTimeout(this.client.ping(), PING_MS, EXTENDED);
    } catch (error) {
      if (isStuck || error instanceof TimeoutError) this.client.disconnect(true);
      throw error;
    }
  }

  /** Tells what a setting can mend, once. The client would go on in another database: then it has to begin again. */
  private consider(error: Error): void {
    const complaint = complaintOf(error);
    if (!complaint) return;
    if (complaint.isFinal) {
      this.refused = complaint.message;
      this.client.disconnect(true);
    }
    if (!this.complaints.has(complaint.message)) new Logger('RAGCache').warn(`Redis: ${complaint.message}`);
    this.complaints.add(complaint.message);
  }

  private async end(): Promise<void> {
    this.server.close();
    await this.client.quit().catch(() => this.client.disconnect());
  }
}

/** Replies of a server that is there but can't serve. Any other error reply, such as OOM, refuses one command. */
const CANNOT_SERVE = /^(LOADING|MASTERDOWN|CLUSTERDOWN|READONLY|NOAUTH|WRONGPASS)/;

function isAbsence({ name, message }: Error): boolean {
  return name !== 'ReplyError' || CANNOT_SERVE.test(message);
}
