import { startChaosProxy, type ChaosProxy } from '../support/chaos.proxy.js';
import { startService, type Service } from '../support/service.js';
import { startRedis, type RedisProcess } from '../support/redis/redis.process.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { ACME_KEY, basics } from '../e2e/stage.js';

export { familiar, fresh } from '../support/questions.js';

export const KEY = ACME_KEY;

/** Replicas of the service over one Redis and one simulated model. */
export interface RedisStage {
  readonly redis: RedisProcess;
  /** In front of Redis, and in the replicas' way if the options say so. */
  readonly proxy: ChaosProxy;
  readonly simulator: Simulator;
  readonly services: readonly Service[];
  readonly urls: readonly string[];
  /** Starts one more replica; the stage does not end it. */
  launch(): Promise<Service>;
}

export interface StageOptions {
  readonly replicas?: number;
  /** What the model takes for an answer. Milliseconds. */
  readonly latencyMs?: number;
  readonly redisArgs?: readonly string[];
  /** Through the proxy, which lives in this process and is slow when this process is busy. */
  readonly isProxied?: boolean;
}

export async function withRedisStage<Result>(
  { replicas = 1, latencyMs = 20, redisArgs = [], isProxied = false }: StageOptions,
  work: (stage: RedisStage) => Promise<Result>,
): Promise<Result> {
  const redis = await startRedis(redisArgs);
  const proxy = await startChaosProxy(redis.port);
  const simulator = await startSimulator({ behaviour: { latencyMs } });
  const environment = { ...basics(simulator), ...storesOn(isProxied ? proxy.port : redis.port) };
  const launch = () => startService(environment);
  const services = await Promise.all(Array.from({ length: replicas }, launch));
  try {
    return await work({ redis, proxy, simulator, services, urls: services.map(({ url }) => url), launch });
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    await simulator.close();
    await proxy.close();
    await redis.stop();
  }
}

function storesOn(port: number): Record<string, string> {
  return {
    ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', FLIGHT_BOARD: 'redis' },
    REDIS_URL: `redis://127.0.0.1:${port}`,
    // The semantic tier has faults of its own, and rows of its own.
    ...{ VECTOR_INDEX: 'memory', SEMANTIC_MODE: 'off' },
  };
}
