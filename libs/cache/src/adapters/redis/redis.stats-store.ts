import type { Clock } from '@app/core';
import { StatsStore, type Counts, type StatsBatch, type StatsRow } from '../../ports/stats-store.port.js';
import type { RemoteServer } from '../../resilience/remote-server.js';
import { keptDays, KEPT_MS } from '../../statistics/counts.js';
import type { RedisServer } from './redis.server.js';

const NAMES = [
  'hits_exact',
  'hits_canonical',
  'hits_semantic',
  'misses',
  'tokens_saved',
  'cost_saved_usd',
] as const;

/** Begins the field that holds a writer's last batch. No namespace is called so. */
const BATCH = '~';

/**
 * Sums on a Redis or Valkey: a hash per tenant and UTC day, with a field per namespace and count. A batch is one script, which notes
 * the batch's number beside the sums: handed in again after a lost reply, it adds nothing.
 */
export class RedisStatsStore extends StatsStore {
  override readonly server: RemoteServer;

  constructor(
    private readonly redis: RedisServer,
    private readonly clock: Clock,
  ) {
    super();
    this.server = redis.server;
  }

  async add(batches: readonly StatsBatch[]): Promise<readonly StatsBatch[]> {
    const results = await Promise.allSettled(batches.map((batch) => this.addBatch(batch)));
    return batches.filter((_, at) => results[at]!.status === 'rejected');
  }

  async read(tenant: string): Promise<StatsRow[]> {
    const days = keptDays(this.clock.now());
    const sums = await Promise.all(days.map((day) => this.redis.client.hgetall(this.key(tenant, day))));
    return days.flatMap((day, at) => rowsOf(tenant, day, sums[at]!));
  }

  ping(): Promise<void> {
    return this.redis.ping();
  }

  close(): Promise<void> {
    return this.redis.close();
  }

  private addBatch({ tenant, day, rows, writer, number }: StatsBatch): Promise<unknown> {
    const key = this.key(tenant, day);
    return this.redis.client.ragcacheAdd(key, `${BATCH} ${writer}`, number, KEPT_MS, ...rows.flatMap(sumsOf));
  }

  private key(tenant: string, day: string): string {
    return this.redis.key('stats', tenant, day);
  }
}

function sumsOf(row: StatsRow): (string | number)[] {
  const given = NAMES.filter((name) => row[name] > 0);
  return given.flatMap((name) => [`${row.namespace} ${name}`, row[name]]);
}

function rowsOf(tenant: string, day: string, sums: Readonly<Record<string, string>>): StatsRow[] {
  const namespaces = new Set(Object.keys(sums).map((field) => field.split(' ')[0]!));
  namespaces.delete(BATCH);
  return [...namespaces].sort().map((namespace) => ({
    ...{ tenant, namespace, day },
    ...(Object.fromEntries(NAMES.map((name) => [name, Number(sums[`${namespace} ${name}`] ?? 0)])) as Record<
      keyof Counts,
      number
    >),
  }));
}
