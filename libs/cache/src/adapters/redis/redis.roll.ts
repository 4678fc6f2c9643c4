import type { RedisRegistryKeys } from './redis.registry-keys.js';
import type { RedisServer } from './redis.server.js';

/** A process that has not answered for so long may have ended. Milliseconds; several looks at the registry. */
const PRESENT_MS = 5_000;

/** Which processes are there, and which servers each has given what it knows. */
export class RedisRoll {
  constructor(
    private readonly redis: RedisServer,
    private readonly keys: RedisRegistryKeys,
  ) {}

  async answer(process: string, servers: string | undefined): Promise<Map<string, string>> {
    const answer = servers === undefined ? [] : [servers];
    const told = await this.redis.client.ragcacheRoll(this.keys.roll(), process, PRESENT_MS, ...answer);
    const present = told as string[];
    return new Map(present.flatMap((name, at) => (at % 2 === 0 ? [[name, present[at + 1]!] as const] : [])));
  }
}
