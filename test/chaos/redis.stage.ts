import { startService, type Service } from '../support/service.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { ACME_KEY, basics } from '../e2e/stage.js';

export { familiar, fresh } from '../support/questions.js';

export const KEY = ACME_KEY;

/** Replicas of the service over one Redis and one simulated model. */
export interface RedisStage {
  readonly redis: RedisProcess;
  readonly simulator: Simulator;
  readonly services: readonly Service[];
  readonly urls: readonly string[];
}

export interface StageOptions {
  readonly replicas?: number;
  /** What the model takes for an answer. Milliseconds. */
  readonly latencyMs?: number;
  readonly redisArgs?: readonly string[];
}

export async function withRedisStage<Result>(
  { replicas = 1, latencyMs = 20, redisArgs = [] }: StageOptions,
  work: (stage: RedisStage) => Promise<Result>,
): Promise<Result> {
  const redis = await startRedis(redisArgs);
  const simulator = await startSimulator({ behaviour: { latencyMs } });
  const environment = { ...basics(simulator), ...storesOn(redis) };
  const services = await Promise.all(Array.from({ length: replicas }, () => startService(environment)));
  try {
    return await work({ redis, simulator, services, urls: services.map(({ url }) => url) });
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    await simulator.close();
    await redis.stop();
  }
}

function storesOn({ url }: RedisProcess): Record<string, string> {
  return {
    ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', FLIGHT_BOARD: 'redis', REDIS_URL: url },
    // The semantic tier has faults of its own, and rows of its own.
    ...{ VECTOR_INDEX: 'memory', SEMANTIC_MODE: 'off' },
  };
}
