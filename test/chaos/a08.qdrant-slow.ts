import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { basics } from '../e2e/stage.js';
import { startChaosProxy, type ChaosProxy, type Trouble } from '../support/chaos.proxy.js';
import { startQdrantStandIn } from '../support/qdrant/server.js';
import { familiar, fresh } from '../support/questions.js';
import { startService } from '../support/service.js';
import { startSimulator } from '../support/simulator.js';
import { type Sent, startTraffic } from '../support/traffic.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { at, failed } from './lost-redis.js';
import { AS_SHIPPED } from './on-stage.js';
import { KEY } from './redis.stage.js';

const SPELL_MS = 2_000;
/** Misses until the breaker has seen enough. */
const FIRST = 5;
const BUDGET_MS = 50;
/** What a timer and a busy machine add to a budget. */
const SLACK_MS = 15;

/** Exact hits need no vectors; misses wait for them only until it is clear that there are none to be had. */
export const qdrantSlow = qdrantFault('Qdrant answers 2 s late', { latency: 2_000 });
export const qdrantDown = qdrantFault('Qdrant is down', { down: true });

function qdrantFault(title: string, trouble: Trouble): Fault {
  return {
    name: 'a08',
    title,
    isQuick: true,
    run: () => withQdrant((url, proxy) => trial(url, proxy, trouble)),
  };
}

async function withQdrant<Result>(
  work: (url: string, proxy: ChaosProxy) => Promise<Result>,
): Promise<Result> {
  const qdrant = await startQdrantStandIn();
  const proxy = await startChaosProxy(Number(new URL(qdrant.url).port));
  const simulator = await startSimulator({ behaviour: { latencyMs: 20 } });
  const store = { VECTOR_INDEX: 'qdrant', QDRANT_URL: `http://127.0.0.1:${proxy.port}` };
  const service = await startService({ ...basics(simulator), ...AS_SHIPPED, ...store });
  try {
    return await work(service.url, proxy);
  } finally {
    await service.stop();
    await simulator.close();
    await proxy.close();
    await qdrant.close();
  }
}

async function trial(url: string, proxy: ChaosProxy, trouble: Trouble): Promise<Figure[]> {
  await spell(url, fresh());
  await spell(url, familiar());
  const [misses, hits] = [await spell(url, fresh()), await spell(url, familiar())];
  proxy.set(trouble);
  const troubled = await spell(url, fresh());
  const stillHits = await spell(url, familiar());
  const added = (sent: readonly Sent[], share: number) => Math.max(0, at(sent, share) - at(misses, share));
  return [
    count('failed requests', failed([...troubled, ...stillHits]), 0),
    milliseconds('plain miss, p50', at(misses, 0.5)),
    milliseconds(
      'added to the first misses, at most',
      added(troubled.slice(0, FIRST), 1),
      BUDGET_MS + SLACK_MS,
    ),
    milliseconds('added to later misses, p50', added(troubled.slice(FIRST), 0.5), 2),
    milliseconds('added to later misses, p99', added(troubled.slice(FIRST), 0.99)),
    milliseconds('added to exact hits, p50', Math.max(0, at(stillHits, 0.5) - at(hits, 0.5)), 1),
  ];
}

/** One at a time: what is measured is what a request waits for, and not the machine. */
async function spell(url: string, next: () => string): Promise<readonly Sent[]> {
  const traffic = startTraffic({ urls: [url], key: KEY, next, connections: 1 });
  await sleep(SPELL_MS);
  await traffic.stop();
  return traffic.sent;
}
