import { CacheEnv, type VectorIndex, type VectorPoint, type VectorQuery } from '@app/cache';
import { testContext, VECTOR_INDEXES, type TestContext } from '@app/cache/testing';
import { anEntry } from '@app/core/testing';
import { until } from '../timing.js';
import type { QdrantUnderTest } from './qdrant-under-test.js';

export type QdrantIndex = Awaited<ReturnType<typeof VECTOR_INDEXES.qdrant.open>>;

const VECTOR = Float32Array.from([1, 0, 0, 0]);

export function startIndex(context: TestContext, settings: Partial<CacheEnv>): Promise<QdrantIndex> {
  const environment = Object.assign(new CacheEnv(), context.environment, settings);
  return VECTOR_INDEXES.qdrant.open({ ...context, environment });
}

/** On a busy machine the second that a start waits may be too short; then the index follows by itself. */
export async function working(index: QdrantIndex): Promise<QdrantIndex> {
  await until(() => index.server.isUp);
  return index;
}

/** One collection, and the indexes of the replicas that share it. */
export class QdrantScene {
  readonly context: TestContext;
  private readonly opened: VectorIndex[] = [];

  constructor({ settings }: QdrantUnderTest) {
    this.context = testContext(settings());
  }

  /** The index of one more replica, which works. */
  async open(): Promise<QdrantIndex> {
    return working(await this.start());
  }

  /** The index of one more replica, which may have found no server where the settings lead. */
  async start(settings: Partial<CacheEnv> = {}): Promise<QdrantIndex> {
    const index = await startIndex(this.context, settings);
    this.opened.push(index);
    return index;
  }

  /** Where the server keeps it. */
  collection(): string {
    return `/collections/${this.context.environment.KEY_PREFIX}-test-model-4-v1`;
  }

  /** Lives for a second; all of them have the same vector. */
  point(question: string, parts: Partial<VectorPoint> = {}): VectorPoint {
    const { key, id, tenant, scope, epochs } = anEntry({ question });
    const keepUntil = this.context.clock.now() + 1_000;
    return { key, entryId: id, tenant, scope, epochs, keepUntil, vector: VECTOR, ...parts };
  }

  /** Finds every point. */
  query(): VectorQuery {
    const { tenant, scope, epochs } = anEntry();
    return { tenant, scope, epochs, now: this.context.clock.now(), vector: VECTOR, limit: 4 };
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((index) => index.close()));
    this.context.dispose();
  }
}
