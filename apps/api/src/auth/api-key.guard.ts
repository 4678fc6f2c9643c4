import type { KeyScope, Principal } from '@app/access';
import { RagCacheError } from '@app/core';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { performance } from 'node:perf_hooks';
import { Authenticator } from './authenticator.js';
import { PUBLIC_ROUTES } from './public-routes.js';
import { REQUIRED_SCOPE } from './requires-scope.decorator.js';

/**
 * Global, first of three: says whose key it is. A route is open to the keys that have its scope, or to everyone if
 * `public-routes.ts` lists it, or to nobody.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  /** @throws (or rejects with) RagCacheError `unauthenticated`, `forbidden` or `auth_unavailable`. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const scope = this.reflector.get<KeyScope | undefined>(REQUIRED_SCOPE, context.getHandler());
    if (!scope) return isPublic(request) || deny('No key opens this route.');
    const started = performance.now();
    const principal = this.authenticator.authenticate(request.headers);
    const admit = (who: Principal) => {
      request.principal = who;
      request.observation.authMs = performance.now() - started;
      return true;
    };
    return principal instanceof Promise ? principal.then(admit) : admit(principal);
  }
}

function isPublic({ method, routeOptions }: FastifyRequest): boolean {
  return PUBLIC_ROUTES.has(`${method} ${routeOptions.url}`);
}

function deny(detail: string): never {
  throw new RagCacheError('forbidden', detail);
}
