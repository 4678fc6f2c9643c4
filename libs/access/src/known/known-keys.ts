import { randomBytes } from 'node:crypto';
import type { Clock } from '@app/core';
import { LRUCache } from 'lru-cache';
import type { KeyStore } from '../key-store.port.js';
import { parseKey, type ApiKey } from '../key/api-key.js';
import type { KeyDigester } from '../key/key-digester.js';
import type { Principal } from '../principal.js';
import { KeyRecogniser } from './key-recogniser.js';
import { KnownKey } from './known-key.js';

/** Most known keys, and most refused ids. */
const MOST = 10_000;
const REFUSED_MS = 1_000;
/** Records that are read at the same time after a revocation. */
const SLICE = 100;

/** Stands in for an unknown key, so that refusing it takes as long as refusing a wrong secret. */
const DECOY = new KnownKey(
  {
    ...{ id: '0'.repeat(17), tenant: 'nobody', scopes: ['query', 'read'], createdAt: 0, limits: {} },
    digest: randomBytes(32).toString('hex'),
  },
  undefined,
);

/** Recognises stored keys, and caches them in this process. A cached key needs no store. */
export class KnownKeys extends KeyRecogniser {
  private readonly known = new LRUCache<string, KnownKey>({ max: MOST });
  private readonly refused = new LRUCache<string, true>({ max: MOST, ttl: REFUSED_MS });
  private revision?: string;

  constructor(
    private readonly store: KeyStore,
    private readonly digester: KeyDigester,
    private readonly clock: Clock,
  ) {
    super();
  }

  recognise(text: string): Principal | undefined | Promise<Principal | undefined> {
    const key = parseKey(text);
    if (!key) return undefined;
    return this.opened(key) ?? (this.refused.has(key.id) ? undefined : this.lookUp(key));
  }

  forget(id: string): void {
    this.known.delete(id);
  }

  /** Reloads every key that was read before the last revocation. After that, this process accepts no revoked key. */
  async refresh(): Promise<void> {
    if (this.known.size === 0) return;
    const revision = await this.store.revision();
    const outdated = [...this.known.values()].filter((key) => key.revision !== revision);
    for (let at = 0; at < outdated.length; at += SLICE)
      await Promise.all(outdated.slice(at, at + SLICE).map(({ id }) => this.learn(id, revision)));
    this.revision = revision;
  }

  /** A wrong secret of a known id also reads the store, so that the time does not tell whether an id exists. */
  private async lookUp(key: ApiKey): Promise<Principal | undefined> {
    await this.learn(key.id, this.revision);
    const principal = this.opened(key);
    if (!principal) this.refused.set(key.id, true);
    return principal;
  }

  private async learn(id: string, revision: string | undefined): Promise<void> {
    const record = await this.store.find(id);
    // A record that somebody moved to another id in the store would survive its revocation.
    if (record?.id === id) this.known.set(id, new KnownKey(record, revision));
    else this.known.delete(id);
  }

  private opened({ id, secret }: ApiKey): Principal | undefined {
    const key = this.known.get(id) ?? DECOY;
    return key.opensWith(secret, this.digester, this.clock.now()) ? key.principal : undefined;
  }
}
