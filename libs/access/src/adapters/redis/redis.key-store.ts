import type { RedisServer, Store } from '@app/cache';
import { KeyStore } from '../../key-store.port.js';
import { keptUntil, type KeyRecord } from '../../key/key-record.js';
import { decodeRecord, encodeRecord } from '../../key/record.codec.js';

const REVISION = 'revision';

/**
 * Keys on a Redis or Valkey that replicas share: a hash each, and a sorted set of all ids, scored by how long they are kept. None
 * has a lifetime of its own: a server that is full evicts what has one.
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

  /** Its place in the list comes first: a key that opens has to be one that can be listed and revoked. */
  async add(record: KeyRecord): Promise<void> {
    await this.dropOld(record.createdAt);
    await this.redis.client.zadd(this.ids, score(keptUntil(record)), record.id);
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

  /** Once it is acknowledged every replica sees that the revision changed. */
  async revoke(id: string, now: number): Promise<boolean> {
    if (!(await this.redis.client.ragcacheNote(this.key(id), 'revoked_at', now))) return false;
    await this.redis.client.hincrby(this.state, REVISION, 1);
    const record = await this.find(id);
    if (record) await this.redis.client.zadd(this.ids, 'XX', score(keptUntil(record)), id);
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
