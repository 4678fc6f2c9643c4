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

/** Milliseconds between looks at whether the last request is done. */
const POLL_MS = 25;
/** Milliseconds that an answer may take to reach its caller after the request's own deadline. */
const GRACE_MS = 2_000;
/** A request may be on its way on a connection that is open: so long nothing must have come on any. Milliseconds. */
const QUIET_MS = 250;
/** Bytes that never become a request hold the process no longer than this. Milliseconds. */
const MAX_UNREST_MS = 2_000;

/**
 * Leaves politely: readiness says no, answers say that they are the last of their connection, requests are still served for a while.
 * Then the port closes, once what the kernel took has been accepted, and what is in flight finishes, however long requests may take:
 * who wants it sooner kills the process sooner. Sockets on which nobody asks anything can't hold it, nor can one that never ends.
 */
@Injectable()
export class Drain implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server: Server;
  private connections: Connections;

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
    if (!this.server?.listening) return;
    await wait(this.environment.SHUTDOWN_DELAY_MS);
    // A connection that looks idle may have a request on its way: closing the port must not end it.
    this.server.closeIdleConnections = () => undefined;
    await closePort(this.server, this.connections);
    await this.untilServed();
    this.server.closeAllConnections();
  }

  private async untilServed(): Promise<void> {
    const deadline = performance.now() + longestRequestMs(this.environment) + GRACE_MS;
    let busyAt = performance.now();
    let [activity, quietSince] = [this.connections.activity, busyAt];
    while (this.connections.open > 0 && performance.now() < deadline) {
      await wait(POLL_MS);
      // By the end of a turn all that had come has been read.
      await nextTurn();
      const now = performance.now();
      const seen = this.connections.activity;
      if (this.inFlight.count > 0) busyAt = now;
      if (this.inFlight.count > 0 || seen !== activity) quietSince = now;
      activity = seen;
      if (now - quietSince >= QUIET_MS || now - busyAt >= MAX_UNREST_MS) return;
    }
  }
}
