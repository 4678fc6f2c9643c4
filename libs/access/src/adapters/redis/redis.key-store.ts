import type { RedisServer, Store } from '@app/cache';
import { KeyStore } from '../../key-store.port.js';
import { retainedUntil, type KeyRecord } from '../../key/key-record.js';
import { decodeRecord, encodeRecord } from '../../key/record.codec.js';

const REVISION = 'revision';

/**
 * Keys on a Redis or Valkey that replicas share. Each key is a hash, and a sorted set holds all ids, scored by the time until which
 * they are retained. No hash has a TTL, because a full server evicts whatever has one.
 */
export class RedisKeyStore extends KeyStore {
  override readonly server: Store['server'];
  private readonly ids: string;
  private readonly state: string;

  constructor(private readonly redis: RedisServer) {
    super();
    this.server = redis.server;
    this.ids = redis.key('keys');
    this.state = redis.key('keys-state');
  }

  /** The id goes into the list first: every key that is accepted must be listed, so that it can be revoked. */
  async add(record: KeyRecord): Promise<void> {
    await this.dropOld(record.createdAt);
    await this.redis.client.zadd(this.ids, score(retainedUntil(record)), record.id);
    await this.redis.client.hset(this.key(record.id), 'body', encodeRecord(record));
  }

  async find(id: string): Promise<KeyRecord | undefined> {
    const [body, revokedAt] = await this.redis.client.hmget(this.key(id), 'body', 'revoked_at');
    return body ? decodeRecord(body, revokedAt ? Number(revokedAt) : null) : undefined;
  }

  async list(): Promise<KeyRecord[]> {
    const ids = await this.redis.client.zrange(this.ids, 0, -1);
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found
      .filter((record) => record !== undefined)
      .sort((one, other) => one.createdAt - other.createdAt);
  }

  /** Once this resolves, every replica sees that the revision has changed. */
  async revoke(id: string, now: number): Promise<boolean> {
    if (!(await this.redis.client.ragcacheNote(this.key(id), 'revoked_at', now))) return false;
    await this.redis.client.hincrby(this.state, REVISION, 1);
    const record = await this.find(id);
    if (record) await this.redis.client.zadd(this.ids, 'XX', score(retainedUntil(record)), id);
    return true;
  }

  async revision(): Promise<string> {
    return (await this.redis.client.hget(this.state, REVISION)) ?? '';
  }

  ping(): Promise<void> {
    return this.redis.ping();
  }

  close(): Promise<void> {
    return this.redis.close();
  }

  private async dropOld(now: number): Promise<void> {
    const old = await this.redis.client.zrange(this.ids, '-inf', `(${now}`, 'BYSCORE');
    await Promise.all(old.map((id) => this.redis.client.unlink(this.key(id))));
    if (old.length > 0) await this.redis.client.zrem(this.ids, ...old);
  }

  private key(id: string): string {
    return this.redis.key('key', id);
  }
}

function score(time: number): string {
  return time === Infinity ? '+inf' : String(time);
}
