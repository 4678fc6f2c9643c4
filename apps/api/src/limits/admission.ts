import { type LimitedAccount, Limiter } from '@app/access';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rateLimitOf, rateLimitPolicyOf } from './rate-limit.headers.js';

/** Counts a request of a known key, once, and how many there are at the same time. */
@Injectable()
export class Admission {
  constructor(private readonly limiter: Limiter) {}

  /** Returns undefined for keys without limits. Rejects with LimitReached. */
  admit(request: FastifyRequest, reply: FastifyReply): Promise<void> | undefined {
    if (request.account || !request.principal) return undefined;
    const account = this.limiter.accountOf(request.principal);
    if (!account) return undefined;
    request.account = account;
    return this.count(account, reply);
  }

  private async count(account: LimitedAccount, reply: FastifyReply): Promise<void> {
    reply.header('ratelimit-policy', rateLimitPolicyOf(account.budget));
    const states = await account.admitRequest();
    if (states.length > 0) reply.header('ratelimit', rateLimitOf(states));
    // Whoever left meanwhile closes nothing any more.
    if (!reply.raw.destroyed) reply.raw.once('close', account.acquire());
  }
}
