import { startQdrantStandIn } from '../support/qdrant/server.js';
import { startRedis } from '../support/redis/redis.process.js';

/** What the teardown has to end. */
export interface SharedStores {
  close(): Promise<void>;
}

declare global {
  var sharedStores: SharedStores | undefined;
}

/** Starts a Redis and a Qdrant (the one at `QDRANT_URL` when that is set) and tells the specs' services to use them. */
export default async function setup(): Promise<void> {
  const { QDRANT_URL } = process.env;
  const redis = await startRedis();
  const standIn = QDRANT_URL ? undefined : await startQdrantStandIn();
  console.log(
    `\nStores: a redis-server, and ${QDRANT_URL ?? 'the stand-in for Qdrant (QDRANT_URL is not set)'}.`,
  );
  process.env.E2E_STORES = JSON.stringify({
    ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', FLIGHT_BOARD: 'redis', VECTOR_INDEX: 'qdrant' },
    ...{ REDIS_URL: redis.url, QDRANT_URL: QDRANT_URL ?? standIn!.url },
    // Nothing in these specs is about time limits, and the machine may be busy.
    REDIS_TIMEOUT_MS: '5000',
  });
  globalThis.sharedStores = {
    close: async () => {
      await redis.stop();
      await standIn?.close();
    },
  };
}
