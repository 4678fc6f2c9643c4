import type { PurgeChange } from '../../ports/purge-log.port.js';
import { UNFINISHED_MS } from '../purge-log.js';
import type { RedisRegistryKeys } from './redis.registry-keys.js';
import type { RedisServer } from './redis.server.js';

/** Purges of all tenants that are kept. */
const LONGEST = 10_000;

/** The purges of the last day of all tenants, in order, for processes that were not told of them. */
export class RedisPurgeJournal {
  constructor(
    private readonly redis: RedisServer,
    private readonly keys: RedisRegistryKeys,
  ) {}

  async note(tenant: string, number: number): Promise<void> {
    const change = `${tenant} ${number}`;
    await this.redis.client.ragcacheJournal(this.keys.journal(), change, UNFINISHED_MS, LONGEST);
  }

  async since(at: number): Promise<PurgeChange[]> {
    const found = await this.redis.client.zrangebyscore(this.keys.journal(), `(${at}`, '+inf', 'WITHSCORES');
    return found.flatMap((member, index) => {
      if (index % 2 === 1) return [];
      const [tenant, number] = member.split(' ') as [string, string];
      return [{ tenant, number: Number(number), at: Number(found[index + 1]) }];
    });
  }
}
