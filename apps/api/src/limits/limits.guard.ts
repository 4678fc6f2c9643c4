import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Admission } from './admission.js';

/** Global, second of three: every request of a known key counts, whatever becomes of it. */
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
