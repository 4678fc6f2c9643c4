import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, RecordingSignals } from '@app/core/testing';
import type { EmbeddingSpace } from '@app/embedding';
import type { StoreContext } from '../src/adapters/store-row.js';
import { SharedConnections } from '../src/adapters/shared-connections.js';
import { openSqlite } from '../src/adapters/sqlite/open-sqlite.js';
import type { SqliteDatabase } from '../src/adapters/sqlite/sqlite.database.js';
import { connectRedis } from '../src/adapters/redis/redis.connect.js';
import { CacheEnv } from '../src/cache.env.js';

export const SPACE: EmbeddingSpace = { model: 'test-model', dimension: 4, version: 'v1', languages: ['en'] };

/** A store context over a temporary folder, as one process has it; `another()` is a second process on the same folder. */
export interface TestContext extends StoreContext {
  readonly clock: ManualClock;
  readonly signals: RecordingSignals;
  readonly folder: string;
  readonly environment: CacheEnv;
  /** The file of this process. */
  sqlite(): Promise<SqliteDatabase>;
  another(): TestContext;
  dispose(): void;
}

/** The clock begins with the real time: a server has its own. */
export function testContext(
  settings: Partial<CacheEnv> = {},
  clock = new ManualClock(Date.now()),
): TestContext {
  const folder = settings.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'ragcache-stores-'));
  const environment = Object.assign(new CacheEnv(), settings, { DATA_DIR: folder });
  const signals = new RecordingSignals();
  const { REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER_NODES } = environment;
  const usesRedis = REDIS_URL ?? REDIS_SENTINELS[0] ?? REDIS_CLUSTER_NODES[0];
  const redis = usesRedis ? connectRedis(environment, signals) : undefined;
  const connections = new SharedConnections({ environment, signals });
  return {
    ...{ environment, signals, folder, space: SPACE, clock, redis, connections },
    sqlite: () => connections.get(openSqlite),
    another: () => testContext({ ...settings, DATA_DIR: folder }, clock),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
