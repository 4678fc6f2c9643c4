import type { FastifyReply, FastifyRequest } from 'fastify';

/** Observes the beginning and the end of each request, whether a handler, a guard or the router answers it. */
export interface RequestObserver {
  /** The first call for a request: sets its `observation`. */
  arrived(request: FastifyRequest): void;
  answered(request: FastifyRequest, reply: FastifyReply): void;
  /** The caller left before the answer. */
  abandoned(request: FastifyRequest): void;
  /** Bytes arrived that are not an HTTP request, and were refused with this status. */
  broken(status: number): void;
}

/** How many requests have arrived and not yet ended. */
export class InFlight {
  count = 0;
}
