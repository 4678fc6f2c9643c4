import type { Readiness } from '@app/health';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestObserver } from '../request/request.observer.js';
import { SECURITY_HEADERS } from './security.headers.js';
import { beginExchange } from './exchanges.js';

/** Runs for every request, whether or not a route matches. Hooks, because middleware would cost as much as the whole route. */
export function addRequestHooks(
  fastify: FastifyInstance,
  { observer, readiness }: { readonly observer: RequestObserver; readonly readiness: Readiness },
): void {
  fastify.decorate('requestObserver', observer);
  fastify.decorateRequest('observation');
  fastify.decorateRequest('principal', undefined);
  fastify.decorateRequest('account', undefined);
  fastify.addHook('onRequest', (request, reply, done) => {
    observer.arrived(request);
    beginExchange(request.raw, reply.raw);
    watchCaller(request, reply, observer);
    reply.headers(SECURITY_HEADERS);
    reply.header('x-request-id', request.id);
    // The connection closes soon: a client that kept it would lose its next request.
    if (readiness.state === 'draining') reply.raw.setHeader('connection', 'close');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    observer.answered(request, reply);
    done();
  });
}

/** Listens to the response, because the request closes as soon as its body is read. */
function watchCaller(request: FastifyRequest, { raw }: FastifyReply, observer: RequestObserver): void {
  raw.once('close', () => {
    if (raw.writableFinished) return;
    observer.abandoned(request);
    request.observation.caller.left();
  });
}
