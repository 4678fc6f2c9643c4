import type { KeyScope } from '@app/access';
import { RagCacheError } from '@app/core';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Identification } from './identification.js';
import { isPublic } from './public-routes.js';
import { REQUIRED_SCOPE } from './requires-scope.decorator.js';

/**
 * Global, first of three: says whose key it is. A route is open to the keys that have its scope, or to everyone if
 * `public-routes.ts` lists it, or to nobody.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identification: Identification,
  ) {}

  /** @throws (or rejects with) RagCacheError `unauthenticated`, `forbidden` or `auth_unavailable`. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const scope = this.reflector.get<KeyScope | undefined>(REQUIRED_SCOPE, context.getHandler());
    if (!scope) return isPublic(request) || deny('No key opens this route.');
    const identifying = this.identification.identify(request);
    return identifying ? identifying.then(() => true) : true;
  }
}

function deny(detail: string): never {
  throw new RagCacheError('forbidden', detail);
}
