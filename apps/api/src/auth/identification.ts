import { performance } from 'node:perf_hooks';
import type { Principal } from '@app/access';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator } from './authenticator.js';

/** Finds out whose a request is, once. */
@Injectable()
export class Identification {
  constructor(private readonly authenticator: Authenticator) {}

  /**
   * At once where that is possible: there is nothing to wait for then.
   * @throws (or rejects with) RagCacheError `unauthenticated` or `auth_unavailable`.
   */
  identify(request: FastifyRequest): Promise<void> | undefined {
    if (request.principal) return undefined;
    const started = performance.now();
    const note = (who: Principal) => {
      request.principal = who;
      request.observation.authMs = performance.now() - started;
    };
    const principal = this.authenticator.authenticate(request.headers);
    if (principal instanceof Promise) return principal.then(note);
    note(principal);
    return undefined;
  }
}
