import type { Clock } from '@app/core';
import type { RedisServer } from './redis.server.js';

/** Numbers that only grow, as fields of a hash: a missing one is created with now, a raised one is `max(now, old + 1)`. */
export class RedisNumbers {
  constructor(
    private readonly redis: RedisServer,
    private readonly clock: Clock,
  ) {}

  /** Missing ones are created by whoever comes first. */
  async read<Name extends string>(key: string, names: readonly Name[]): Promise<Record<Name, number>> {
    const found = await this.redis.client.hmget(key, ...names);
    if (found.every((number) => number !== null)) return numbered(names, found);
    const now = this.clock.now();
    await Promise.all(names.map((name) => this.redis.client.hsetnx(key, name, now)));
    return numbered(names, await this.redis.client.hmget(key, ...names));
  }

  /** @param fields names and values that are set before it. */
  async raise(key: string, name: string, fields: readonly string[] = []): Promise<number> {
    return Number(await this.redis.client.ragcacheRaise(key, name, this.clock.now(), ...fields));
  }
}

function numbered<Name extends string>(
  names: readonly Name[],
  found: readonly (string | null)[],
): Record<Name, number> {
  const pairs = names.map((name, at): [Name, number] => [name, Number(found[at])]);
  if (pairs.some(([, number]) => !(number > 0)))
    throw new Error('A number of the registry vanished while it was read.');
  return Object.fromEntries(pairs) as Record<Name, number>;
}
