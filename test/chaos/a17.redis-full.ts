import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { startTraffic } from '../support/traffic.js';
import type { Fault } from './fault.js';
import { failed } from './lost-redis.js';
import { familiar, fresh, KEY, type RedisStage, withRedisStage } from './redis.stage.js';

const FILL_MS = 6_000;
const READ_MS = 2_000;

/** Writes are refused with an error reply; what is there can still be read. */
export const redisFull: Fault = {
  name: 'a17',
  title: 'Redis has no memory left for writes',
  isQuick: true,
  run: () => withRedisStage({ latencyMs: 1, redisArgs: ['--maxmemory', '3mb'] }, fill),
};

async function fill({ redis, urls, services }: RedisStage): Promise<Figure[]> {
  const known = startTraffic({ urls, key: KEY, next: familiar(), connections: 2 });
  await sleep(READ_MS);
  await known.stop();
  redis.cli('config', 'set', 'maxmemory', redis.cli('info', 'memory').match(/used_memory:(\d+)/)![1]!);
  const filling = startTraffic({ urls, key: KEY, next: fresh(), connections: 4 });
  await sleep(FILL_MS);
  await filling.stop();
  const again = startTraffic({ urls, key: KEY, next: familiar(), connections: 2 });
  await sleep(READ_MS);
  await again.stop();
  const sent = [...known.sent, ...filling.sent, ...again.sent];
  const misses = again.sent.filter(({ cache }) => cache !== 'HIT').length;
  return [
    { name: 'failed requests', value: failed(sent), unit: '', bound: 0 },
    { name: 'known questions that missed', value: misses, unit: '', bound: 0 },
    {
      name: 'refused writes not counted',
      value: (await refusedWrites(services[0]!.url)) > 0 ? 0 : 1,
      unit: '',
      bound: 0,
    },
  ];
}

async function refusedWrites(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`, { headers: { 'x-api-key': KEY } })).text();
  return Number(/^ragcache_skips_total\{reason="store-failed"\} (\d+)/m.exec(metrics)?.[1] ?? 0);
}
