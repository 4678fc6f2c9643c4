import type { FastifyInstance } from 'fastify';
import type { Observation } from './observation.js';

/** Sees the result of a handler before it is written. */
export interface BodyInterceptor {
  observe(body: unknown, observation: Observation): void;
}

/** Runs all interceptors, for bodies that a handler returns and for bodies that it writes itself. */
export class BodyInterceptors implements BodyInterceptor {
  constructor(private readonly interceptors: readonly BodyInterceptor[]) {}

  observe(body: unknown, observation: Observation): void {
    for (const interceptor of this.interceptors) interceptor.observe(body, observation);
  }
}

/**
 * Passes every body that a handler returns to the interceptors. They run in a Fastify hook and not in Nest's interceptor chain:
 * its observables cost more per request than reading the entry of an exact hit.
 */
export function addInterceptors(fastify: FastifyInstance, interceptors: BodyInterceptors): void {
  fastify.addHook('preSerialization', (request, _reply, body, done) => {
    interceptors.observe(body, request.observation);
    done(null, body);
  });
}
