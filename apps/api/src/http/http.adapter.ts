import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Environment } from '../environment/environment.js';
import { longestRequestMs } from '../environment/longest-request.js';
import { correctedUrl } from './base-url.correction.js';
import { translated } from '../problems/error.translation.js';
import { beginExchange } from './exchanges.js';
import { useJsonBodiesOnly } from './json.body-parser.js';
import { PROBLEM_JSON, problemOf } from '../problems/problem.js';
import { refuseBrokenRequest } from './socket-errors.js';
import { SECURITY_HEADERS } from './security.headers.js';

const BODY_LIMIT = 1_048_576;
const SECOND = 1_000;
/** The form of an id that logs can hold. */
const REQUEST_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Fastify with limits, which it lacks by default. Sizes in bytes, times in milliseconds. */
export function createHttpAdapter(environment: Environment): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // The longest silence on a socket, which includes the wait for a model.
    connectionTimeout: longestRequestMs(environment) + 10 * SECOND,
    requestTimeout: 30 * SECOND,
    keepAliveTimeout: 72 * SECOND,
    exposeHeadRoutes: false,
    // While draining, requests on open connections are still answered, with `Connection: close`.
    return503OnClosing: false,
    skipMiddie: true,
    multipart: false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    rewriteUrl: ({ url = '/' }) => correctedUrl(url),
    frameworkErrors: refuseUnroutable,
    clientErrorHandler: refuseBrokenRequest,
  });
  useJsonBodiesOnly(adapter.getInstance());
  return adapter;
}

/** A URL that the router can't read reaches no hook and no filter, so their work is done here. */
function refuseUnroutable(thrown: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { requestObserver: observer } = request.server;
  const error = translated(thrown);
  const problem = problemOf(error, request.id);
  beginExchange(request.raw, reply.raw);
  observer.arrived(request);
  request.observation.errorCode = error.code;
  reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
  void reply.code(problem.status).type(PROBLEM_JSON).send(problem);
  observer.answered(request, reply);
}

/** The caller's `X-Request-Id` if it has a form that logs can hold, otherwise a new one. */
function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}
