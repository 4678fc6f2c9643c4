import cluster, { type Worker } from 'node:cluster';
import type { LeavingMessage } from '../draining/port.js';
import type { Environment } from '../environment/environment.js';
import { longestRequestMs } from '../environment/longest-request.js';
import { warningsOf } from '../environment/warnings.js';
import { bareLogger } from '../observability/logger.params.js';
import { Departure } from './departure.js';
import { Handovers } from './handovers.js';
import { MetricsExchange } from './metrics.exchange.js';
import { WorkerPool } from './worker.pool.js';
import { slotVariable } from '../environment/worker.slot.js';

/** The extra time for draining beyond the delay and the longest request. Milliseconds. */
const GRACE_MS = 20_000;

/**
 * Forks and supervises the workers. This process answers no request and opens no store.
 * @returns its exit code, once all workers have ended.
 */
export function supervise(environment: Environment): Promise<number> {
  // Metrics can be NaN, which JSON can't express.
  cluster.setupPrimary({ serialization: 'advanced' });
  const logger = bareLogger(environment);
  for (const warning of warningsOf(environment)) logger.warn(warning);
  new MetricsExchange(cluster);
  const handovers = new Handovers();
  const departure = departureOf(handovers);
  const pool = new WorkerPool(environment.API_WORKERS, (slot) => fork(slot, handovers), logger);
  const limitMs = environment.SHUTDOWN_DELAY_MS + longestRequestMs(environment) + GRACE_MS;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      departure.stop(environment.SHUTDOWN_DELAY_MS);
      pool.stop(signal, limitMs);
    });
  return pool.run();
}

function departureOf(handovers: Handovers): Departure {
  const departure = new Departure(handovers);
  cluster.on('listening', (worker) => departure.listens(worker));
  cluster.on('exit', (worker) => departure.ended(worker));
  cluster.on('message', (worker, { kind }: LeavingMessage) => {
    if (kind === 'leaving') departure.wantsToLeave(worker);
  });
  return departure;
}

function fork(slot: number, handovers: Handovers): Worker {
  const worker = cluster.fork(slotVariable(slot));
  handovers.watch(worker);
  return worker;
}
