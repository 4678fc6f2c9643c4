import { setTimeout as wait } from 'node:timers/promises';
import type { Server } from 'node:http';
import { Readiness } from '@app/health';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Environment } from '../environment/environment.js';
import { longestRequestMs } from '../environment/longest-request.js';
import { InFlight } from '../http/in-flight.js';

/** Milliseconds between looks at whether the last request is done. */
const LOOK_AGAIN_MS = 50;
/** Milliseconds that an answer may take to reach its caller after the request's own deadline. */
const GRACE_MS = 2_000;

/**
 * Leaves politely: readiness says no, requests are still served for a while, then the listener closes and what is in
 * flight finishes, however long requests may take: who wants it sooner kills the process sooner. Sockets on which nobody
 * asks anything can't hold it, nor can one that never ends.
 */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  constructor(
    private readonly readiness: Readiness,
    private readonly inFlight: InFlight,
    private readonly host: HttpAdapterHost,
    private readonly environment: Environment,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.readiness.drain();
    await wait(this.environment.SHUTDOWN_DELAY_MS);
    this.hangUpWhenDone();
  }

  private hangUpWhenDone(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const deadline = Date.now() + longestRequestMs(this.environment) + GRACE_MS;
    const timer = setInterval(() => {
      if (server.listening) return;
      if (this.inFlight.count > 0 && Date.now() < deadline) return;
      server.closeAllConnections();
      clearInterval(timer);
    }, LOOK_AGAIN_MS).unref();
  }
}
