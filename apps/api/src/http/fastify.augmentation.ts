import type { LimitedAccount, Principal } from '@app/access';
import type { Observation } from '../observability/observation.js';
import type { RequestRecorder } from '../observability/request.recorder.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** For what reaches no hook. */
    recorder: RequestRecorder;
  }
  interface FastifyRequest {
    observation: Observation;
    /** Set by the guard on routes that need a key. */
    principal?: Principal;
    /** Set by the guard for keys that have limits. */
    account?: LimitedAccount;
  }
}
