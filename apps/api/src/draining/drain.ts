import type { Server } from 'node:http';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { Readiness } from '@app/health';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Environment } from '../environment/environment.js';
import { longestRequestMs } from '../environment/longest-request.js';
import { InFlight } from '../request/request.observer.js';
import { Connections } from './connections.js';
import { closePort } from './port.js';

/** The interval between two checks for open requests. Milliseconds. */
const POLL_MS = 25;
/** The time for an answer to reach its caller after the request's own deadline. Milliseconds. */
const GRACE_MS = 2_000;
/**
 * A request may still be on its way on an open connection, so the process waits until nothing has arrived for this long.
 * Milliseconds.
 */
const QUIET_MS = 250;
/** A connection that keeps sending and completes no request delays the exit by at most this time. Milliseconds. */
const MAX_UNREST_MS = 2_000;

/**
 * Stops the service gracefully. Readiness reports `draining`, every response closes its connection, and requests are still served
 * for a while. Then the connections in the kernel's accept queue are accepted and the port is closed. Open requests finish within
 * their own deadlines. An operator who can't wait kills the process. Idle sockets delay the end by `QUIET_MS` at most, a socket that
 * never stops sending by `MAX_UNREST_MS`.
 */
@Injectable()
export class Drain implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Both are absent until the application has booted. */
  private server?: Server;
  private connections?: Connections;

  constructor(
    private readonly readiness: Readiness,
    private readonly inFlight: InFlight,
    private readonly host: HttpAdapterHost,
    private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.server = this.host.httpAdapter.getHttpServer() as Server;
    this.connections = new Connections(this.server);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.readiness.drain();
    const { server, connections } = this;
    if (!server?.listening || !connections) return;
    await wait(this.environment.SHUTDOWN_DELAY_MS);
    // An idle connection may have a request on its way, and closing the port must not end it.
    server.closeIdleConnections = () => undefined;
    await closePort(server, connections);
    await this.untilServed(connections);
    server.closeAllConnections();
  }

  private async untilServed(connections: Connections): Promise<void> {
    const deadline = performance.now() + longestRequestMs(this.environment) + GRACE_MS;
    let busyAt = performance.now();
    let [activity, quietSince] = [connections.activity, busyAt];
    while (connections.open > 0 && performance.now() < deadline) {
      await wait(POLL_MS);
      // After a full turn of the event loop, everything that had arrived is read and counted as activity.
      await nextTurn();
      const now = performance.now();
      const seen = connections.activity;
      if (this.inFlight.count > 0) busyAt = now;
      if (this.inFlight.count > 0 || seen !== activity) quietSince = now;
      activity = seen;
      if (now - quietSince >= QUIET_MS || now - busyAt >= MAX_UNREST_MS) return;
    }
  }
}
