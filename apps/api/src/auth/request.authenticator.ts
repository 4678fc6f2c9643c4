import { performance } from 'node:perf_hooks';
import type { Principal } from '@app/access';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator } from './authenticator.js';

/** Sets the principal of a request, once, and measures how long that took. */
@Injectable()
export class RequestAuthenticator {
  constructor(private readonly authenticator: Authenticator) {}

  /**
   * Returns no promise when the key is known to this process.
   * @throws (or rejects with) RagCacheError `unauthenticated` or `auth_unavailable`.
   */
  authenticate(request: FastifyRequest): Promise<void> | undefined {
    if (request.principal) return undefined;
    const startedAt = performance.now();
    const principal = this.authenticator.authenticate(request.headers);
    if (principal instanceof Promise)
      return principal.then((found) => setPrincipal(request, found, startedAt));
    setPrincipal(request, principal, startedAt);
    return undefined;
  }
}

function setPrincipal(request: FastifyRequest, principal: Principal, startedAt: number): void {
  request.principal = principal;
  request.observation.authMs = performance.now() - startedAt;
}
