import { type LimitedAccount, Limiter } from '@app/access';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rateLimitOf, rateLimitPolicyOf } from './rate-limit.headers.js';

/** Global, second of three: counts every request of a known key, whatever becomes of it, and how many there are at once. */
@Injectable()
export class LimitsGuard implements CanActivate {
  constructor(private readonly limiter: Limiter) {}

  /** Rejects with LimitReached. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { principal } = request;
    const account = principal && this.limiter.accountOf(principal);
    return !account || this.admit(account, request, http.getResponse<FastifyReply>());
  }

  private async admit(account: LimitedAccount, request: FastifyRequest, reply: FastifyReply): Promise<true> {
    request.account = account;
    reply.header('ratelimit-policy', rateLimitPolicyOf(account.budget));
    const standings = await account.arrive();
    if (standings.length > 0) reply.header('ratelimit', rateLimitOf(standings));
    // Whoever left meanwhile closes nothing any more.
    if (!reply.raw.destroyed) reply.raw.once('close', account.enter());
    return true;
  }
}
