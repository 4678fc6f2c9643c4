import { type LimitedAccount, Limiter } from '@app/access';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rateLimitOf, rateLimitPolicyOf } from './rate-limit.headers.js';

/** Counts the requests of known keys against their limits: each request once, and how many run at the same time. */
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
    // The response of a caller who left meanwhile emits no further `close`.
    if (!reply.raw.destroyed) reply.raw.once('close', account.acquire());
  }
}
