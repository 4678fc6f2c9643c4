import type { FastifyInstance } from 'fastify';
import type { Observation } from './observation.js';

/** Sees what a handler decided before it is written. */
export interface BodyInterceptor {
  observe(body: unknown, observation: Observation): void;
}

/** All of them: for bodies that are returned, and for those that a handler writes itself. */
export class BodyInterceptors implements BodyInterceptor {
  constructor(private readonly interceptors: readonly BodyInterceptor[]) {}

  observe(body: unknown, observation: Observation): void {
    for (const interceptor of this.interceptors) interceptor.observe(body, observation);
  }
}

/**
 * Hands every body that a handler returns to the interceptors. They sit in a hook and not in Nest's interceptor chain,
 * whose observables cost more per request than reading the entry of an exact hit.
 */
export function addInterceptors(fastify: FastifyInstance, interceptors: BodyInterceptors): void {
  fastify.addHook('preSerialization', (request, _reply, body, done) => {
    interceptors.observe(body, request.observation);
    done(null, body);
  });
}
