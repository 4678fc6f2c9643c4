import { startChaosProxy, type ChaosProxy } from '../../support/chaos.proxy.js';
import { startRedis, type RedisProcess } from '../../support/redis/redis.process.js';
import { withReplicas, type ReplicaOptions, type Replicas } from './replicas.js';

type Options = Partial<ReplicaOptions>;

/** Replicas over one Redis. */
export interface OnRedis extends Replicas {
  readonly redis: RedisProcess;
}

/** The first replica speaks to Redis through a proxy, and so does what is launched with `proxied`. */
export interface OnProxiedRedis extends OnRedis {
  readonly proxy: ChaosProxy;
  readonly proxied: Readonly<Record<string, string>>;
}

/** @param fill is done before the replicas start. */
export async function onRedis<Result>(
  { fill, ...options }: Options & { readonly fill?: (redis: RedisProcess) => void },
  work: (stage: OnRedis) => Promise<Result>,
): Promise<Result> {
  const redis = await startRedis();
  try {
    fill?.(redis);
    const stores = { REDIS_URL: redis.url, ...options.stores };
    return await withReplicas({ ...options, stores }, (replicas) => work({ ...replicas, redis }));
  } finally {
    await redis.stop();
  }
}

export async function onProxiedRedis<Result>(
  options: Options,
  work: (stage: OnProxiedRedis) => Promise<Result>,
): Promise<Result> {
  const redis = await startRedis();
  const proxy = await startChaosProxy(redis.port);
  const proxied = { REDIS_URL: `redis://127.0.0.1:${proxy.port}` };
  const stores = { REDIS_URL: redis.url, ...options.stores };
  try {
    return await withReplicas({ own: [proxied, {}, {}], ...options, stores }, (replicas) =>
      work({ ...replicas, redis, proxy, proxied }),
    );
  } finally {
    await proxy.close();
    await redis.stop();
  }
}
