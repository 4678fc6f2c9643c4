import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheKey } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import { connectRedis } from '../../src/adapters/redis/redis.connect.js';
import type { RedisServer } from '../../src/adapters/redis/redis.server.js';
import { SharedConnections } from '../../src/adapters/shared-connections.js';
import { openSqlite } from '../../src/adapters/sqlite/open-sqlite.js';
import type { StoreContext } from '../../src/adapters/store-row.js';
import { ENTRY_STORES, SOURCE_REGISTRIES } from '../../src/adapters/stores.table.js';
import { CacheEnv } from '../../src/cache.env.js';
import type { SourceRegistry } from '../../src/ports/source-registry.port.js';
import { SPACE } from '../open.js';
import { RedisKeys } from './redis.keys.js';
import type { SharedStores } from './replica.js';
import { SimulatedTime, SkewedClock } from './simulated.time.js';
import type { World } from './system.js';

type Kind = 'sqlite' | 'redis';

/** Which stores a world has. */
export interface ServerPair {
  readonly entries: Kind;
  readonly registry: Kind;
  /** Of a server that is there for this test alone. */
  readonly redisUrl: string;
}

/** How many of its former states a registry on Redis can fall back to. */
const COPIES = 15;

/** Real stores, as separate processes open them: connections of their own on one file, one prefix on a server. */
export class ServerWorld implements World {
  readonly time = new SimulatedTime(Date.now());
  private readonly folder = mkdtempSync(join(tmpdir(), 'ragcache-model-'));
  private readonly redis: RedisServer;
  private readonly keys: RedisKeys;
  private readonly environment: CacheEnv;
  private readonly signals = new RecordingSignals();
  private readonly opened: { close(): Promise<void> }[] = [];
  private copies: ReadonlyMap<string, Buffer>[] = [];
  private servers = 1;
  private own!: Awaited<ReturnType<ServerWorld['openStores']>>;

  private constructor(private readonly pair: ServerPair) {
    this.environment = Object.assign(new CacheEnv(), {
      ...{ REDIS_URL: pair.redisUrl, REDIS_TIMEOUT_MS: 5_000, DATA_DIR: this.folder },
      KEY_PREFIX: `ragcache-${randomUUID()}`,
    });
    this.redis = connectRedis(this.environment, this.signals);
    this.keys = new RedisKeys(this.redis);
  }

  static async open(pair: ServerPair): Promise<ServerWorld> {
    const world = new ServerWorld(pair);
    await world.redis.ready();
    world.own = await world.openStores(new SkewedClock(world.time));
    return world;
  }

  async open(clock: SkewedClock): Promise<SharedStores> {
    const { entries, registry } = await this.openStores(clock);
    return {
      entries,
      registry: {
        current: () => registry,
        // A file has no servers that might change.
        incarnation: async () => (this.pair.registry === 'redis' ? `server ${this.servers}` : ''),
        confirmed: () => registry.confirmed(),
        confirm: (incarnation) => registry.confirm(incarnation),
        answerRoll: (process, servers) => registry.answerRoll(process, servers),
      },
    };
  }

  truth(): SourceRegistry {
    return this.own.registry;
  }

  async evict(pick: number): Promise<CacheKey | undefined> {
    if (this.pair.entries === 'redis') return this.keys.evict(pick);
    const sql = 'SELECT key, tenant FROM entry ORDER BY key';
    const rows = this.own.database!.prepare(sql).all() as { key: CacheKey; tenant: string }[];
    const row = rows[pick % Math.max(1, rows.length)];
    if (row) await this.own.entries.remove(row);
    return row?.key;
  }

  async loseListings(): Promise<void> {
    if (this.pair.entries === 'redis') await this.keys.loseListings();
  }

  async failOver(lost: number): Promise<void> {
    if (this.pair.registry !== 'redis') return;
    this.copies = this.copies.slice(0, Math.max(0, this.copies.length - lost));
    await this.keys.replaceRegistry(this.copies.at(-1) ?? new Map<string, Buffer>());
    this.servers++;
  }

  /** On servers time passes with everything that is done. */
  async settle(): Promise<void> {
    this.time.pass(1);
    if (this.pair.registry !== 'redis') return;
    this.copies = [...this.copies, await this.keys.copyRegistry()].slice(-COPIES);
  }

  async close(): Promise<void> {
    for (const store of this.opened) await store.close();
    await this.redis.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async openStores(clock: SkewedClock) {
    const { environment, signals } = this;
    const redis = connectRedis(environment, signals);
    await redis.ready();
    const connections = new SharedConnections({ environment, signals });
    const context: StoreContext = { environment, signals, redis, clock, connections, space: SPACE };
    const entries = await ENTRY_STORES[this.pair.entries].open(context);
    const registry = await SOURCE_REGISTRIES[this.pair.registry].open(context);
    this.opened.push(entries, registry, redis);
    const usesFile = Object.values(this.pair).includes('sqlite');
    return { entries, registry, database: usesFile ? await connections.get(openSqlite) : undefined };
  }
}
