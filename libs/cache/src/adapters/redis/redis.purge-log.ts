import {
  PurgeLog,
  type PurgeChange,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
} from '../../ports/purge-log.port.js';
import { MOST_PURGES } from '../purge-log.js';
import { RedisCopies } from './redis.copies.js';
import { RedisPurgeJournal } from './redis.purge-journal.js';
import { wallField, type RedisRegistryKeys } from './redis.registry-keys.js';
import type { RedisServer } from './redis.server.js';

/** How many purges are given back to a registry at a time. */
const SLICE = 200;

/** The purges of each tenant, in a sorted set, and a journal of the last ones of all. */
export class RedisPurgeLog extends PurgeLog {
  private readonly onCopies: RedisCopies;
  private readonly journal: RedisPurgeJournal;

  /** @param copies how many copies of the registry a purge waits for. */
  constructor(
    private readonly redis: RedisServer,
    private readonly keys: RedisRegistryKeys,
    private readonly copies: number,
  ) {
    super();
    this.onCopies = new RedisCopies(redis.client);
    this.journal = new RedisPurgeJournal(redis, keys);
  }

  async add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    const [numbers, purges] = this.logKeys(tenant);
    const text = JSON.stringify({ by, named });
    const keys = [numbers, purges, this.keys.progress(tenant)] as const;
    const reply = await this.redis.client.ragcachePurge(3, ...keys, text, wallField(named), MOST_PURGES);
    const [number, at] = (reply as [string, string]).map(Number) as [number, number];
    // Without it other processes learn of the purge when they are asked about its tenant.
    await this.journal.note(tenant, number).catch(() => undefined);
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
    const sorted = [...facts].sort((one, other) => one.number - other.number);
    for (let at = 0; at === 0 || at < sorted.length; at += SLICE) {
      const missing = sorted
        .slice(at, at + SLICE)
        .flatMap((fact) => [fact.number, textOf(fact), wallField(fact.named)]);
      // The numbers come last: they say that all the rest is there.
      const numbers = at + SLICE >= sorted.length ? [order, revision, epoch, seq, floor] : [0, 0, 0, 0, 0];
      const [own, purges] = this.logKeys(tenant);
      await this.redis.client.ragcacheRestore(2, own, purges, ...numbers, ...missing);
    }
    const newest = facts.reduce((last, { number }) => Math.max(last, number), 0);
    if (newest > 0) await this.journal.note(tenant, newest);
  }

  async trim(tenant: string, below: number): Promise<void> {
    const [numbers, purges] = this.logKeys(tenant);
    await this.redis.client.ragcacheTrim(3, numbers, purges, this.keys.progress(tenant), below);
  }

  override async isDurable(tenant: string, number: number): Promise<boolean> {
    if (this.copies === 0) return true;
    return (await this.onCopies.having(number, this.keys.numbers(tenant), 'seq', this.copies)) >= this.copies;
  }

  override changesSince(at: number): Promise<PurgeChange[]> {
    return this.journal.since(at);
  }

  async unfinished(): Promise<PurgeChange[]> {
    const changes = await this.changesSince(0);
    const open: PurgeChange[] = [];
    for (let at = 0; at < changes.length; at += SLICE)
      open.push(...(await this.notDone(changes.slice(at, at + SLICE))));
    return open;
  }

  private async notDone(changes: readonly PurgeChange[]): Promise<PurgeChange[]> {
    const { client } = this.redis;
    const done = await Promise.all(
      changes.map(({ tenant, number }) => client.hget(this.keys.progress(tenant), doneField(number))),
    );
    return changes.filter((_, at) => !done[at]);
  }

  close(): void {
    this.onCopies.close();
  }

  private logKeys(tenant: string): [string, string] {
    return [this.keys.numbers(tenant), this.keys.purges(tenant)];
  }
}

/** As it stands behind its number: the time, and JSON. */
export function textOf({ at, by, named }: PurgeFact): string {
  return `${at} ${JSON.stringify({ by, named })}`;
}

export function purgeOf(member: string): PurgeFact {
  const [number, at] = member.split(' ', 2).map(Number) as [number, number];
  const { by, named } = JSON.parse(member.slice(member.indexOf('{'))) as Pick<PurgeFact, 'by' | 'named'>;
  return { number, at, by, named };
}

/** Beside the field with the number alone, which counts what was found. */
export function doneField(number: number): string {
  return `${number} done`;
}
