import type { QueryResult } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { cacheHeaders } from './cache-headers.js';
import { QueryResponse } from './query.response.js';
import { serverTimingOf } from './server-timing.js';

/** Shows a result as HTTP does: headers on the reply, the body as the return value. */
@Injectable()
export class QueryPresenter {
  present(result: QueryResult, reply: FastifyReply): QueryResponse {
    const { observation } = reply.request;
    reply.headers(cacheHeaders(result));
    reply.header('server-timing', serverTimingOf(observation.authMs, result.timings));
    return new QueryResponse(result, observation.elapsedMs());
  }
}
