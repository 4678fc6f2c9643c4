import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { quantile } from '../../bench/statistics.js';
import { type Sent, startTraffic } from '../support/traffic.js';
import { familiar, fresh, KEY, type RedisStage } from './redis.stage.js';

const CONNECTIONS = 4;
const WARM_MS = 2_000;
const LOST_MS = 4_000;
const BACK_MS = 4_000;

/** How Redis is taken away, and how it comes back. */
export interface Loss {
  lose(stage: RedisStage): void;
  restore(stage: RedisStage): Promise<void> | void;
  /** What a request may take on top of a plain miss while Redis is away. Milliseconds. */
  readonly bounds: { readonly p50: number; readonly p99: number };
}

/** Hits under load; Redis goes; everything becomes a miss; Redis comes back and so do the hits. */
export async function loseRedis(stage: RedisStage, loss: Loss): Promise<Figure[]> {
  const plain = await plainMisses(stage);
  const traffic = startTraffic({ urls: stage.urls, key: KEY, next: familiar(), connections: CONNECTIONS });
  await sleep(WARM_MS);
  const lostAt = performance.now();
  loss.lose(stage);
  await sleep(LOST_MS);
  await loss.restore(stage);
  const backAt = performance.now();
  await sleep(BACK_MS);
  await traffic.stop();
  const away = traffic.sent.filter(({ at }) => at >= lostAt && at < backAt);
  const added = (share: number) => Math.max(0, at(away, share) - at(plain, share));
  return [
    { name: 'requests', value: traffic.sent.length, unit: '' },
    { name: 'failed requests', value: failed(traffic.sent), unit: '', bound: 0 },
    { name: 'plain miss, p50', value: at(plain, 0.5), unit: 'ms' },
    { name: 'added while away, p50', value: added(0.5), unit: 'ms', bound: loss.bounds.p50 },
    { name: 'added while away, p99', value: added(0.99), unit: 'ms', bound: loss.bounds.p99 },
    { name: 'first hit after its return', value: firstHit(traffic.sent, backAt), unit: 'ms', bound: 2_000 },
    { name: 'unhandled rejections', value: unhandled(stage), unit: '', bound: 0 },
  ];
}

async function plainMisses({ urls }: RedisStage): Promise<readonly Sent[]> {
  const traffic = startTraffic({ urls, key: KEY, next: fresh(), connections: CONNECTIONS });
  await sleep(2 * WARM_MS);
  await traffic.stop();
  return traffic.sent.slice(traffic.sent.length / 2);
}

export function failed(sent: readonly Sent[]): number {
  return sent.filter(({ status }) => status !== 200).length;
}

export function at(sent: readonly Sent[], share: number): number {
  return quantile(
    sent.map(({ ms }) => ms),
    share,
  );
}

function firstHit(sent: readonly Sent[], since: number): number {
  const hit = sent.find(({ at: sentAt, cache }) => sentAt >= since && cache === 'HIT');
  return hit ? hit.at + hit.ms - since : Number.POSITIVE_INFINITY;
}

function unhandled({ services }: RedisStage): number {
  return services.reduce((sum, service) => sum + service.output().split(/unhandled/i).length - 1, 0);
}
