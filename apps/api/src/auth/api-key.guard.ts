import { RagCacheError } from '@app/core';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { performance } from 'node:perf_hooks';
import { AuditLog } from '../audit/audit.log.js';
import { Authenticator } from './authenticator.js';
import { mayUse, type KeyScope, type Principal } from './principal.js';
import { PUBLIC_ROUTES } from './public-routes.js';
import { REQUIRED_SCOPE } from './requires-scope.decorator.js';

/** Scopes that administer: whoever tries without one is written down. */
const AUDITED: ReadonlySet<KeyScope> = new Set<KeyScope>(['purge', 'admin']);

/** Global: a route is open to the keys that have its scope, or to everyone if `public-routes.ts` lists it, or to nobody. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly audit: AuditLog,
  ) {}

  /** @throws RagCacheError `unauthenticated` or `forbidden`. */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const scope = this.reflector.get<KeyScope | undefined>(REQUIRED_SCOPE, context.getHandler());
    if (!scope) return isPublic(request) || deny('No key opens this route.');
    const principal = this.identify(request);
    if (mayUse(principal, scope)) return true;
    if (AUDITED.has(scope)) void this.auditDenial(request, principal, scope);
    return deny(`This needs a key with the scope "${scope}".`);
  }

  private async auditDenial(request: FastifyRequest, principal: Principal, scope: KeyScope): Promise<void> {
    const { tenant, keyId } = principal;
    const target = { method: request.method, route: request.routeOptions.url };
    const who = { tenant, by: keyId, requestId: request.id };
    await this.audit.record({ action: 'access.denied', ...who, target, result: { needs: scope } });
  }

  private identify(request: FastifyRequest): Principal {
    const started = performance.now();
    const principal = this.authenticator.authenticate(request.headers);
    request.principal = principal;
    request.observation.authMs = performance.now() - started;
    return principal;
  }
}

function isPublic({ method, routeOptions }: FastifyRequest): boolean {
  return PUBLIC_ROUTES.has(`${method} ${routeOptions.url}`);
}

function deny(detail: string): never {
  throw new RagCacheError('forbidden', detail);
}
