import cluster, { type Worker } from 'node:cluster';
import type { Environment } from '../environment/environment.js';
import { longestRequestMs } from '../environment/longest-request.js';
import { warningsOf } from '../environment/warnings.js';
import { bareLogger } from '../observability/logger.params.js';
import { hangUpWith } from './handed-over.js';
import { MetricsExchange } from './metrics.exchange.js';
import { WorkerPool } from './worker.pool.js';

/** What a worker may take for draining beyond its delay and its longest request. Milliseconds. */
const GRACE_MS = 10_000;

/**
 * Forks the workers and looks after them. This process answers no request and opens no store.
 * @returns its exit code, once all workers are gone.
 */
export function supervise(environment: Environment): Promise<number> {
  // Metrics can be NaN, which JSON has no word for.
  cluster.setupPrimary({ serialization: 'advanced' });
  const logger = bareLogger(environment);
  for (const warning of warningsOf(environment)) logger.warn(warning);
  new MetricsExchange(cluster);
  const pool = new WorkerPool(environment.API_WORKERS, fork, logger);
  const limitMs = environment.SHUTDOWN_DELAY_MS + longestRequestMs(environment) + GRACE_MS;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => pool.stop(signal, limitMs));
  return pool.run();
}

function fork(): Worker {
  const worker = cluster.fork();
  hangUpWith(worker);
  return worker;
}
