import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Admission } from './admission.js';

/** The second of three global guards: counts every request of a known key, whether or not it succeeds later. */
@Injectable()
export class LimitsGuard implements CanActivate {
  constructor(private readonly admission: Admission) {}

  /** Rejects with LimitReached. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const admitting = this.admission.admit(
      http.getRequest<FastifyRequest>(),
      http.getResponse<FastifyReply>(),
    );
    return admitting ? admitting.then(() => true) : true;
  }
}
