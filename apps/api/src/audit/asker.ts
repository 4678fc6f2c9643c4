import type { FastifyRequest } from 'fastify';
import { principalOf } from '../auth/principal-of.js';
import type { AuditedEvent } from './audit.record.js';

/** Who asks for what is to be written down. */
export function askerOf(request: FastifyRequest): Pick<AuditedEvent, 'tenant' | 'by' | 'requestId'> {
  const { tenant, keyId } = principalOf(request);
  return { tenant, by: keyId, requestId: request.id };
}
