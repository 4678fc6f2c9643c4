import type { Clock } from '@app/core';
import { StatsStore, type Counts, type StatsRow } from '../../ports/stats-store.port.js';
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

/** Sums on a Redis or Valkey: a hash per tenant and UTC day, with a field per namespace and count. */
export class RedisStatsStore extends StatsStore {
  override readonly server: RemoteServer;

  constructor(
    private readonly redis: RedisServer,
    private readonly clock: Clock,
  ) {
    super();
    this.server = redis.server;
  }

  async add(rows: readonly StatsRow[]): Promise<void> {
    await Promise.all(rows.flatMap((row) => this.addRow(row)));
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

  private addRow(row: StatsRow): Promise<unknown>[] {
    const key = this.key(row.tenant, row.day);
    const given = NAMES.filter((name) => row[name] > 0);
    return [
      ...given.map((name) => this.redis.client.hincrbyfloat(key, `${row.namespace} ${name}`, row[name])),
      this.redis.client.pexpire(key, KEPT_MS),
    ];
  }

  private key(tenant: string, day: string): string {
    return this.redis.key('stats', tenant, day);
  }
}

function rowsOf(tenant: string, day: string, sums: Readonly<Record<string, string>>): StatsRow[] {
  const namespaces = new Set(Object.keys(sums).map((field) => field.split(' ')[0]!));
  return [...namespaces].sort().map((namespace) => ({
    ...{ tenant, namespace, day },
    ...(Object.fromEntries(NAMES.map((name) => [name, Number(sums[`${namespace} ${name}`] ?? 0)])) as Record<
      keyof Counts,
      number
    >),
  }));
}
