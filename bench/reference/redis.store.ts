import { once } from 'node:events';
import { CacheEnv, redisOptions } from '@app/cache';
import { EntrySeal, type Entry } from '@app/core';
import { Redis } from 'ioredis';
import { PLACE, type Reading, type ReferenceStore } from './store.js';

const WHOLE = `reference:epoch:${PLACE.tenant}`;
const PART = `${WHOLE}:${PLACE.namespace}`;
const SOURCES = `reference:sources:${PLACE.tenant}:${PLACE.namespace}`;

/** The service's own client and the reads of its hits: entry, canonical pointer, both epochs, source numbers. */
export class RedisReferenceStore implements ReferenceStore {
  private readonly seal = new EntrySeal();

  private constructor(private readonly client: Redis) {}

  static async connect(url: string): Promise<RedisReferenceStore> {
    const client = new Redis(redisOptions(Object.assign(new CacheEnv(), { REDIS_URL: url })));
    await once(client, 'ready');
    for (const key of [WHOLE, PART]) await client.hset(key, { epoch: 1, purge_seq: 1 });
    await client.hset(SOURCES, { seq: 1, born: 1 });
    return new RedisReferenceStore(client);
  }

  async put(key: string, entry: Entry): Promise<void> {
    const { keepUntil } = entry;
    await this.client.hset(`reference:entry:${key}`, { body: this.seal.seal(entry), keep_until: keepUntil });
    await this.client.set(`reference:canon:${key}`, `${keepUntil} ${key}`);
  }

  async find(key: string): Promise<string | undefined> {
    const [body, keepUntil] = await this.client.hmget(`reference:entry:${key}`, 'body', 'keep_until');
    return Number(keepUntil) > Date.now() ? body! : undefined;
  }

  async read(key: string): Promise<Reading> {
    const [body, whole, part] = await Promise.all([
      this.find(key),
      this.client.hmget(WHOLE, 'epoch', 'purge_seq'),
      this.client.hmget(PART, 'epoch', 'purge_seq'),
      this.client.hmget(SOURCES, 'seq', 'born'),
      this.client.get(`reference:canon:${key}`),
    ]);
    return { body, epochs: [Number(whole[0]), Number(part[0])] };
  }
}
