import type { Principal } from '../auth/principal.js';
import type { Observation } from '../observability/observation.js';

declare module 'fastify' {
  interface FastifyRequest {
    observation: Observation;
    /** Set by the guard on routes that need a key. */
    principal?: Principal;
  }
}
