import cluster from 'node:cluster';
import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connections } from './connections.js';
import { untilAcceptQueueIsEmpty } from './accept-queue.js';

/** A worker tells the primary process that it wants no more connections. It serves until it gets none. */
export interface LeavingMessage {
  readonly kind: 'leaving';
}

/** Longer than the primary process waits for the other workers and for the last connection. Milliseconds. */
const TIMEOUT_MS = 15_000;
const POLL_MS = 10;

/** Closes the port when all connections in the kernel's accept queue are accepted. */
export function closePort(server: Server, connections: Connections): Promise<void> {
  return cluster.isWorker ? closeShared(server) : closeOwn(server, connections);
}

async function closeOwn(server: Server, connections: Connections): Promise<void> {
  await untilAcceptQueueIsEmpty(connections);
  server.close();
}

/** The primary process holds the port. It hands over the remaining connections, then ends the listening of its workers. */
async function closeShared(server: Server): Promise<void> {
  const leaving: LeavingMessage = { kind: 'leaving' };
  process.send?.(leaving);
  const lastLook = performance.now() + TIMEOUT_MS;
  while (server.listening && performance.now() < lastLook) await wait(POLL_MS);
  if (server.listening) server.close();
}
