import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Admission } from '../limits/admission.js';
import type { Identification } from './identification.js';
import { isPublic } from './public-routes.js';

/** Methods whose requests may have a body. */
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'DELETE', 'PUT', 'PATCH']);

export interface Doorkeepers {
  readonly identification: Identification;
  readonly admission: Admission;
}

/**
 * Guards come after the body. Where there may be one, key and limits are asked for before it is read: who has no key can't make this
 * process hold megabytes, who has one not more of them at once than it may, and a request counts though its body is no good.
 */
export function admitBeforeBodies(fastify: FastifyInstance, doorkeepers: Doorkeepers): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.is404 || !WITH_BODY.has(request.method) || isPublic(request)) return done();
    let admitting: Promise<void> | undefined;
    try {
      admitting = admit(request, reply, doorkeepers);
    } catch (error) {
      return done(error as Error);
    }
    if (!admitting) return done();
    void admitting.then(() => done(), done);
  });
}

/** Without a promise where there is nothing to wait for: it costs every hit. */
function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  { identification, admission }: Doorkeepers,
): Promise<void> | undefined {
  const identifying = identification.identify(request);
  if (!identifying) return admission.admit(request, reply);
  return identifying.then(() => admission.admit(request, reply));
}
