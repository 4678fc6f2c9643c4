import {
  PurgeLog,
  type PurgeChange,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
} from '../../ports/purge-log.port.js';
import { MOST_PURGES, UNFINISHED_MS } from '../purge-log.js';
import { copiesOf } from './redis.copies.js';
import { wallField, type RedisRegistryKeys } from './redis.registry-keys.js';
import type { RedisServer } from './redis.server.js';

/** Purges of all tenants that the journal keeps, and how many are given back to a registry at a time. */
const LONGEST_JOURNAL = 10_000;
const SLICE = 200;

/** The purges of each tenant, in a sorted set, and a journal of the last ones of all. */
export class RedisPurgeLog extends PurgeLog {
  /** @param copies how many copies of the registry a purge waits for. */
  constructor(
    private readonly redis: RedisServer,
    private readonly keys: RedisRegistryKeys,
    private readonly copies: number,
  ) {
    super();
  }

  async add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    const { client } = this.redis;
    const text = JSON.stringify({ by, named });
    const reply = await client.ragcachePurge(2, ...this.logKeys(tenant), text, wallField(named), MOST_PURGES);
    const [number, at] = (reply as [string, string]).map(Number) as [number, number];
    const change = `${tenant} ${number}`;
    await client.ragcacheJournal(1, this.keys.journal(), change, UNFINISHED_MS, LONGEST_JOURNAL);
    return { number, at, by, named };
  }

  async after(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    const range = [`(${number}`, '+inf', 'LIMIT', 0, limit] as const;
    return (await this.redis.client.zrangebyscore(this.keys.purges(tenant), ...range)).map(purgeOf);
  }

  async find(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    const [[text], [found, done]] = await Promise.all([
      this.redis.client.zrangebyscore(this.keys.purges(tenant), number, number),
      this.redis.client.hmget(this.keys.progress(tenant), `${number}`, doneField(number)),
    ]);
    if (text === undefined) return undefined;
    return { ...purgeOf(text), found: Number(found ?? 0), isDone: Boolean(done) };
  }

  async noteProgress(tenant: string, number: number, { found, isDone }: PurgeProgress): Promise<void> {
    const { client } = this.redis;
    const key = this.keys.progress(tenant);
    if (found > 0) await client.hincrby(key, `${number}`, found);
    if (isDone) await client.hset(key, doneField(number), '1');
  }

  async restore(tenant: string, { facts, ...known }: PurgeKnowledge): Promise<void> {
    const { order, revision, epoch, seq, floor } = known;
    for (let at = 0; at === 0 || at < facts.length; at += SLICE) {
      const missing = facts
        .slice(at, at + SLICE)
        .flatMap((fact) => [fact.number, textOf(fact), wallField(fact.named)]);
      const numbers = [order, revision, epoch, seq, floor];
      await this.redis.client.ragcacheRestore(2, ...this.logKeys(tenant), ...numbers, ...missing);
    }
  }

  async trim(tenant: string, below: number): Promise<void> {
    await this.redis.client.ragcacheTrim(3, ...this.logKeys(tenant), this.keys.progress(tenant), below);
  }

  override async isDurable(tenant: string): Promise<boolean> {
    if (this.copies === 0) return true;
    return (await copiesOf(this.redis.client, this.keys.numbers(tenant), this.copies)) >= this.copies;
  }

  override async changesSince(at: number): Promise<PurgeChange[]> {
    const found = await this.redis.client.zrangebyscore(this.keys.journal(), at, '+inf', 'WITHSCORES');
    return found.flatMap((member, index) => {
      if (index % 2 === 1) return [];
      const [tenant, number] = member.split(' ') as [string, string];
      return [{ tenant, number: Number(number), at: Number(found[index + 1]) }];
    });
  }

  async unfinished(): Promise<PurgeChange[]> {
    const changes = await this.changesSince(0);
    const done = await Promise.all(
      changes.map(({ tenant, number }) =>
        this.redis.client.hget(this.keys.progress(tenant), doneField(number)),
      ),
    );
    return changes.filter((_, at) => !done[at]);
  }

  private logKeys(tenant: string): [string, string] {
    return [this.keys.numbers(tenant), this.keys.purges(tenant)];
  }
}

/** As it stands behind its number: the time, and JSON. */
function textOf({ at, by, named }: PurgeFact): string {
  return `${at} ${JSON.stringify({ by, named })}`;
}

function purgeOf(member: string): PurgeFact {
  const [number, at] = member.split(' ', 2).map(Number) as [number, number];
  const { by, named } = JSON.parse(member.slice(member.indexOf('{'))) as Pick<PurgeFact, 'by' | 'named'>;
  return { number, at, by, named };
}

/** Beside the field with the number alone, which counts what was found. */
function doneField(number: number): string {
  return `${number} done`;
}
