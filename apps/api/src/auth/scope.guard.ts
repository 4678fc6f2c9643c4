import { mayUse, type KeyScope } from '@app/access';
import { RagCacheError } from '@app/core';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../audit/audit.facts.js';
import { AuditLog } from '../audit/audit.log.js';
import { REQUIRED_SCOPE } from './requires-scope.decorator.js';

/** Scopes of administration: a request that lacks one is recorded in the audit log. */
const AUDITED: ReadonlySet<KeyScope> = new Set<KeyScope>(['purge', 'admin']);

/** The last of three global guards: checks that the key has the scope of the route. */
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
    const denied = { ...actorOf(request), target, result: { needs: scope } };
    await this.audit.record({ action: 'access.denied', ...denied });
  }
}
