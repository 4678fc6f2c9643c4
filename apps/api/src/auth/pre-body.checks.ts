import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Admission } from '../limits/admission.js';
import type { RequestAuthenticator } from './request.authenticator.js';
import { isPublic } from './public-routes.js';

/** Methods whose requests may have a body. */
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'DELETE', 'PUT', 'PATCH']);

/** The checks that run before a body is read. */
export interface PreBodyChecks {
  readonly authenticator: RequestAuthenticator;
  readonly admission: Admission;
}

/**
 * Checks the key and the limits of a request before its body is read. Nest's guards run only after the body. A caller without a key can't
 * make this process hold megabytes. A caller with a key can't have more bodies read at once than its limits allow. A request counts
 * even if its body is malformed.
 */
export function authenticateBeforeBody(fastify: FastifyInstance, checks: PreBodyChecks): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.is404 || !WITH_BODY.has(request.method) || isPublic(request)) return done();
    let checked: Promise<void> | undefined;
    try {
      checked = check(request, reply, checks);
    } catch (error) {
      return done(error as Error);
    }
    if (!checked) return done();
    void checked.then(() => done(), done);
  });
}

/** Returns no promise when there is nothing to wait for: a promise would slow down every hit. */
function check(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticator, admission }: PreBodyChecks,
): Promise<void> | undefined {
  const authenticated = authenticator.authenticate(request);
  if (!authenticated) return admission.admit(request, reply);
  return authenticated.then(() => admission.admit(request, reply));
}
