import type { AnswerHead, QueryResult } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { cacheHeaders } from './cache-headers.js';
import { QueryResponse } from './query.response.js';
import { serverTimingOf } from './server-timing.js';

/** Shows a result as HTTP does: headers on the reply, the body as the return value. */
@Injectable()
export class QueryPresenter {
  present(result: QueryResult, reply: FastifyReply): QueryResponse {
    this.presentHead(result, reply);
    return this.body(result, reply);
  }

  body(result: QueryResult, { request }: FastifyReply): QueryResponse {
    return new QueryResponse(result, request.observation.elapsedMs());
  }

  /** Where the answer comes from, which is told even if none comes in the end. */
  presentHead(head: AnswerHead, reply: FastifyReply): void {
    reply.headers(cacheHeaders(head));
    reply.header('server-timing', serverTimingOf(reply.request.observation.authMs, head.timings));
  }
}
