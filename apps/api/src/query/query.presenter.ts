import type { AnswerHead, QueryResult } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { cacheHeaders } from './cache-headers.js';
import { QueryResponse } from './query.response.js';
import { serverTimingOf } from './server-timing.js';

/** Presents a result as HTTP: it sets the headers and returns the body. */
@Injectable()
export class QueryPresenter {
  present(result: QueryResult, reply: FastifyReply): QueryResponse {
    this.presentHead(result, reply);
    return this.body(result, reply);
  }

  body(result: QueryResult, { request }: FastifyReply): QueryResponse {
    return new QueryResponse(result, request.observation.elapsedMs());
  }

  /** Sets the headers about the source of the answer. They are sent even if the answer fails later. */
  presentHead(head: AnswerHead, reply: FastifyReply): void {
    reply.headers(cacheHeaders(head));
    reply.header('server-timing', serverTimingOf(reply.request.observation.authMs, head.timings));
  }
}
