import type { FastifyInstance } from 'fastify';
import type { RequestRecorder } from '../observability/request.recorder.js';
import { STANDING_HEADERS } from './standing.headers.js';

/** What happens around every request, matched or not. Hooks, because middleware would cost as much as the whole route. */
export function addRequestHooks(fastify: FastifyInstance, recorder: RequestRecorder): void {
  fastify.decorateRequest('observation');
  fastify.decorateRequest('principal', undefined);
  fastify.addHook('onRequest', (request, reply, done) => {
    recorder.arrived(request);
    reply.headers(STANDING_HEADERS);
    reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    recorder.answered(request, reply);
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    recorder.abandoned(request);
    done();
  });
}
