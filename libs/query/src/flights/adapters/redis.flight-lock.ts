import { randomUUID } from 'node:crypto';
import type { RedisServer } from '@app/cache';

/** The state of a flight's key: locked by this owner, locked by another, or marked as not shareable. */
export type LockState = 'mine' | 'held' | 'not-shareable';

/** Renewals within the lifetime of a lock. */
const RENEWALS = 3;
/** Takes the place of a lock's token. */
const NOT_SHAREABLE = '-';

/**
 * The right of one replica to make a call that others wait for: a key with a token that only its owner renews and removes.
 * It expires by itself when its owner dies.
 */
export class RedisFlightLock {
  private readonly token = randomUUID();
  private readonly name: string;
  private renewing?: NodeJS.Timeout;

  /** @param lockMs its lifetime without a renewal. */
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

  /** Takes the lock even from another owner: the others wait for this one from now on. Rejects when Redis can't be asked. */
  async seize(): Promise<true> {
    await this.soon(() => this.redis.client.set(this.name, this.token, 'PX', this.lockMs));
    this.keep();
    return true;
  }

  /** Lets the others look for the answer. */
  async release(): Promise<void> {
    await this.end(() => this.redis.client.ragcacheUnlock(this.name, this.token));
  }

  /** Lets the others make their own calls, and for a while later requests too. */
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

  /** If Redis can't be told, the lock expires by itself. */
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
