import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { InFlight, type RequestObserver } from '../request/request.observer.js';
import { Observation } from '../request/observation.js';
import type { RequestOutcome } from '../request/request.outcome.js';
import { lineOf, type RequestLine } from '../request/request.line.js';
import { RequestMetrics } from './request.metrics.js';
import { Tracing } from './tracing/tracing.js';

/** The status of a caller who left, in logs and metrics only. */
const CALLER_LEFT = 499;
const UNMATCHED = 'unmatched';

/** Writes one log line per request and counts it once, whether a handler, the guard or the router answered it. */
@Injectable()
export class RequestRecorder implements RequestObserver {
  constructor(
    private readonly metrics: RequestMetrics,
    private readonly logger: PinoLogger,
    private readonly inFlight: InFlight,
    private readonly tracing: Tracing,
  ) {}

  arrived(request: FastifyRequest): void {
    this.inFlight.count += 1;
    const observation = (request.observation = new Observation());
    if (!isProbe(routeOf(request))) observation.trace = this.tracing.begin(request.headers);
  }

  answered(request: FastifyRequest, { statusCode }: FastifyReply): void {
    this.record(request, statusCode);
  }

  abandoned(request: FastifyRequest): void {
    this.record(request, CALLER_LEFT);
  }

  /** Counts what isn't even a request: it has no id that a line could tell. */
  broken(status: number): void {
    const refused = { route: UNMATCHED, method: 'unknown', outcome: 'refused' } as const;
    this.metrics.record({ ...refused, status, seconds: 0 });
    this.logger.debug({ ...refused, status }, 'broken request');
  }

  private record(request: FastifyRequest, status: number): void {
    const { observation, method } = request;
    if (!observation || observation.recorded) return;
    observation.recorded = true;
    this.inFlight.count -= 1;
    const route = routeOf(request);
    const milliseconds = observation.elapsedMs();
    const outcome = outcomeOf(observation, status);
    const finished = { route, method, status, outcome, seconds: milliseconds / 1_000 };
    this.metrics.record({ savings: observation.savings, ...finished });
    this.write(observation, lineOf(request, finished));
  }

  private write({ trace }: Observation, line: RequestLine): void {
    this.logger[levelOf(line.route, line.status)](line, 'request');
    trace?.end(line);
  }
}

function routeOf({ is404, routeOptions }: FastifyRequest): string {
  return is404 ? UNMATCHED : (routeOptions.url ?? UNMATCHED);
}

function outcomeOf({ outcome }: Observation, status: number): RequestOutcome {
  if (status === CALLER_LEFT) return 'left';
  if (status >= 500) return 'error';
  return status >= 400 ? 'refused' : (outcome ?? 'ok');
}

/** Probes and scrapes come every few seconds, and their results are reported elsewhere. */
function isProbe(route: string): boolean {
  return route === '/' || route.startsWith('/health') || route === '/metrics';
}

function levelOf(route: string, status: number): 'debug' | 'info' | 'warn' {
  if (isProbe(route)) return 'debug';
  return status >= 500 ? 'warn' : 'info';
}
