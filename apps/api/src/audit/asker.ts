import type { FastifyRequest } from 'fastify';
import { principalOf } from '../request/principal-of.js';
import type { AuditedEvent } from './audit.record.js';

/** Who asks for what is to be written down. */
export type Asker = Pick<AuditedEvent, 'tenant' | 'by' | 'requestId'>;

export function askerOf(request: FastifyRequest): Asker {
  const { tenant, keyId } = principalOf(request);
  return { tenant, by: keyId, requestId: request.id };
}
