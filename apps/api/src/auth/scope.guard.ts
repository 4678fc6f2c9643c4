import { mayUse, type KeyScope } from '@app/access';
import { RagCacheError } from '@app/core';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { askerOf } from '../audit/asker.js';
import { AuditLog } from '../audit/audit.log.js';
import { REQUIRED_SCOPE } from './requires-scope.decorator.js';

/** Scopes that administer: whoever tries without one is written down. */
const AUDITED: ReadonlySet<KeyScope> = new Set<KeyScope>(['purge', 'admin']);

/** Global, last of three: the key may do what the route needs. */
@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly audit: AuditLog,
  ) {}

  /** @throws RagCacheError `forbidden`. */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const scope = this.reflector.get<KeyScope | undefined>(REQUIRED_SCOPE, context.getHandler());
    const { principal } = request;
    if (!scope || !principal || mayUse(principal, scope)) return true;
    if (AUDITED.has(scope)) void this.auditDenial(request, scope);
    throw new RagCacheError('forbidden', `This needs a key with the scope "${scope}".`);
  }

  private async auditDenial(request: FastifyRequest, scope: KeyScope): Promise<void> {
    const target = { method: request.method, route: request.routeOptions.url };
    const denied = { ...askerOf(request), target, result: { needs: scope } };
    await this.audit.record({ action: 'access.denied', ...denied });
  }
}
