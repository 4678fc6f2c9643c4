import { hasRedis, startRedis } from '../../test/support/redis/redis.process.js';
import { startService } from '../../test/support/service.js';
import type { BenchPart } from '../bench-part.js';
import { serviceEnvironment } from '../stage.js';
import { exactHitFigures } from './exact-hit.measure.js';

/** The exact hit through Redis: a server, a service and a reference of its own. */
export const exactRedis: BenchPart = {
  name: 'exact-redis',
  title: 'Exact hit through Redis over HTTP',
  missing: () => (hasRedis() ? undefined : 'Install redis-server to measure this.'),
  async run({ simulator, apiKey }) {
    const redis = await startRedis();
    const service = await startService({
      ...serviceEnvironment(simulator, apiKey),
      ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', VECTOR_INDEX: 'memory' },
      REDIS_URL: redis.url,
    });
    try {
      return await exactHitFigures({ service, apiKey, redisUrl: redis.url });
    } finally {
      await service.stop();
      await redis.stop();
    }
  },
};
