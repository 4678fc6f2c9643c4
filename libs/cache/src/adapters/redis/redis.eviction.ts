import type { RedisClient } from './redis.scripts.js';

/** Under these nothing is evicted that has no lifetime of its own: the epochs stay. */
const SAFE = /^(noeviction|volatile-\w+)$/;

/** What is wrong when the server may evict any key. A server that doesn't say is believed. */
export async function evictionProblem(client: RedisClient): Promise<string | undefined> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
  if (policy === undefined || SAFE.test(policy)) return undefined;
  return `Redis: maxmemory-policy is ${policy}, under which purges can be forgotten. Set it to volatile-lfu, another volatile-* or noeviction.`;
}
