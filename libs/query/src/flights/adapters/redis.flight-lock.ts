import { randomUUID } from 'node:crypto';
import type { RedisServer } from '@app/cache';

/** What stands under a flight's key: somebody's lock, the news that its answer can't be shared, or nothing. */
export type LockState = 'mine' | 'held' | 'not-shareable';

/** How often a lock is renewed within its time. */
const RENEWALS = 3;
/** Stands in the place of a lock's token. */
const NOT_SHAREABLE = '-';

/**
 * The right of one replica to make a call that others wait for: a key with a token that only its owner renews and removes.
 * It ends by itself when its owner dies.
 */
export class RedisFlightLock {
  private readonly token = randomUUID();
  private readonly name: string;
  private renewing?: NodeJS.Timeout;

  /** @param lockMs how long it lives without being renewed. */
  constructor(
    private readonly redis: RedisServer,
    key: string,
    private readonly lockMs: number,
  ) {
    this.name = redis.key('flight', key);
  }

  /** Takes the lock if it is free. Rejects when Redis can't be asked. */
  async take(): Promise<LockState> {
    const { client } = this.redis;
    if (await this.soon(() => client.set(this.name, this.token, 'PX', this.lockMs, 'NX'))) {
      this.keep();
      return 'mine';
    }
    return (await this.soon(() => client.get(this.name))) === NOT_SHAREABLE ? 'not-shareable' : 'held';
  }

  /** Takes the lock whoever has it: the others wait for this owner from now on. Rejects when Redis can't be asked. */
  async seize(): Promise<true> {
    await this.soon(() => this.redis.client.set(this.name, this.token, 'PX', this.lockMs));
    this.keep();
    return true;
  }

  /** Lets the others look for the answer. */
  async release(): Promise<void> {
    await this.end(() => this.redis.client.ragcacheUnlock(this.name, this.token));
  }

  /** Lets the others go their own way, and for a while those who come. */
  async giveUp(forMs: number): Promise<void> {
    await this.end(() => this.redis.client.ragcacheReplace(this.name, this.token, NOT_SHAREABLE, forMs));
  }

  private keep(): void {
    this.renewing = setInterval(() => void this.renew(), this.lockMs / RENEWALS).unref();
  }

  private async renew(): Promise<void> {
    await this.run(() => this.redis.client.ragcacheRenew(this.name, this.token, this.lockMs)).catch(
      () => undefined,
    );
  }

  /** What can't be told ends by itself, with the lock's time. */
  private async end(tell: () => Promise<unknown>): Promise<void> {
    clearInterval(this.renewing);
    await this.run(tell).catch(() => undefined);
  }

  private soon<Result>(call: () => Promise<Result>): Promise<Result> {
    return this.redis.server.runSoon(call);
  }

  private run<Result>(call: () => Promise<Result>): Promise<Result> {
    return this.redis.server.run(call);
  }
}
