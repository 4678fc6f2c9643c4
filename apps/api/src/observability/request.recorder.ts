import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { InFlight } from '../http/in-flight.js';
import { Observation, type RequestOutcome } from './observation.js';
import { RequestMetrics } from './request.metrics.js';

/** What callers who leave get in logs and metrics; they never see it. */
const CALLER_LEFT = 499;
const UNMATCHED = 'unmatched';

/** Writes one log line per request and counts it once, whoever answered it: a handler, the guard, or the router. */
@Injectable()
export class RequestRecorder {
  constructor(
    private readonly metrics: RequestMetrics,
    private readonly logger: PinoLogger,
    private readonly inFlight: InFlight,
  ) {}

  arrived(request: FastifyRequest): void {
    this.inFlight.count += 1;
    request.observation = new Observation();
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
    const route = request.is404 ? UNMATCHED : (request.routeOptions.url ?? UNMATCHED);
    const milliseconds = observation.elapsedMs();
    const outcome = outcomeOf(observation, status);
    this.metrics.record({
      ...{ route, method, status, outcome, savings: observation.savings },
      seconds: milliseconds / 1_000,
    });
    this.write(request, { route, status, outcome, duration_ms: Math.round(milliseconds * 100) / 100 });
  }

  private write(
    { id, method, principal, observation }: FastifyRequest,
    facts: { route: string; status: number; outcome: RequestOutcome; duration_ms: number },
  ): void {
    this.logger[levelOf(facts.route, facts.status)](
      {
        request_id: id,
        method,
        ...facts,
        tenant: principal?.tenant,
        key_id: principal?.keyId,
        code: observation.errorCode,
        ...observation.logged,
      },
      'request',
    );
  }
}

function outcomeOf({ outcome }: Observation, status: number): RequestOutcome {
  if (status === CALLER_LEFT) return 'left';
  if (status >= 500) return 'error';
  return status >= 400 ? 'refused' : (outcome ?? 'ok');
}

/** Probes and scrapes come every few seconds, and what they find is told elsewhere. */
function levelOf(route: string, status: number): 'debug' | 'info' | 'warn' {
  if (route.startsWith('/health') || route === '/metrics') return 'debug';
  return status >= 500 ? 'warn' : 'info';
}
