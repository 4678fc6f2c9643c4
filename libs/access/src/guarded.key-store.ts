import { FailOpen } from '@app/cache';
import { RagCacheError, type Signals } from '@app/core';
import { KeyStore } from './key-store.port.js';
import type { KeyRecord } from './key/key-record.js';

/** The advice to a caller. A store that is back is noticed within this time. */
const RETRY_AFTER_MS = 1_000;

/** A key store behind its server's breaker. Its failures are errors of the API, because a caller must learn that the key could not be checked. */
export class GuardedKeyStore extends KeyStore {
  private readonly failOpen: FailOpen;

  constructor(
    private readonly inner: KeyStore,
    signals: Signals,
  ) {
    super();
    this.failOpen = new FailOpen('key store', signals, inner.server);
  }

  add(record: KeyRecord): Promise<void> {
    return this.failOpen.pass(() => this.inner.add(record));
  }

  /** On the path of requests, so it has little time. @throws RagCacheError `auth_unavailable`. */
  async find(id: string): Promise<KeyRecord | undefined> {
    const { server } = this.inner;
    const call = () => this.inner.find(id);
    try {
      return await (server ? server.runSoon(call) : call());
    } catch (cause) {
      const detail = "This key can't be checked now: the key store can't be reached. Try again in a moment.";
      throw new RagCacheError('auth_unavailable', detail, { cause, retryAfterMs: RETRY_AFTER_MS });
    }
  }

  list(): Promise<KeyRecord[]> {
    return this.failOpen.pass(() => this.inner.list());
  }

  revoke(id: string, now: number): Promise<boolean> {
    return this.failOpen.pass(() => this.inner.revoke(id, now));
  }

  revision(): Promise<string> {
    return this.failOpen.pass(() => this.inner.revision());
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
