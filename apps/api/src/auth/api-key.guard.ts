import type { KeyScope } from '@app/access';
import { RagCacheError } from '@app/core';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { RequestAuthenticator } from './request.authenticator.js';
import { isPublic } from './public-routes.js';
import { REQUIRED_SCOPE } from './requires-scope.decorator.js';

/**
 * The first of three global guards: authenticates the request. A route is open to keys with its scope, or to everyone if
 * `public-routes.ts` lists it. Any other route is closed.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: RequestAuthenticator,
  ) {}

  /** @throws (or rejects with) RagCacheError `unauthenticated`, `forbidden` or `auth_unavailable`. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const scope = this.reflector.get<KeyScope | undefined>(REQUIRED_SCOPE, context.getHandler());
    if (!scope) return isPublic(request) || deny('No key opens this route.');
    const authenticated = this.authenticator.authenticate(request);
    return authenticated ? authenticated.then(() => true) : true;
  }
}

function deny(detail: string): never {
  throw new RagCacheError('forbidden', detail);
}
