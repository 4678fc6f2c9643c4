import type { LimitedAccount, Principal } from '@app/access';
import type { Observation } from './observation.js';
import type { RequestObserver } from './request.observer.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** For errors that reach no hook. */
    requestObserver: RequestObserver;
  }
  interface FastifyRequest {
    observation: Observation;
    /** Set by the guard on routes that need a key. */
    principal?: Principal;
    /** Set by the guard for keys that have limits. */
    account?: LimitedAccount;
  }
}
