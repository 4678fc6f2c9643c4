import type { RedisClient } from './redis.scripts.js';

/** Under these nothing is evicted that has no lifetime of its own: the epochs stay. */
const SAFE = /^(noeviction|volatile-\w+)$/;

/** @throws Error when the server may evict any key. A server that doesn't say is believed. */
export async function assertKept(client: RedisClient): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
  if (policy === undefined || SAFE.test(policy)) return;
  throw new Error(`maxmemory-policy is ${policy}. Set it to volatile-lfu, another volatile-* or noeviction.`);
}
