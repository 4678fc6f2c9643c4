import type { AnswerHead, EmbeddingsResult, ItemCounts } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { QueryPresenter } from '../query/query.presenter.js';
import { BodyInterceptors } from '../request/body.interceptors.js';
import { ReportedEmbeddings } from '../request/reported.embeddings.js';

/** The header that says how many items of a request were in memory. */
export const ITEMS_HEADER = 'x-cache-items';

/** Answers a request for embeddings, and reports it to the log and the metrics. */
@Injectable()
export class EmbeddingsPresenter {
  constructor(
    private readonly heads: QueryPresenter,
    private readonly interceptors: BodyInterceptors,
  ) {}

  /** Sets the headers about the source of the vectors. They are sent even if the provider fails later. */
  presentHead(head: AnswerHead, items: ItemCounts | undefined, reply: FastifyReply): void {
    this.heads.presentHead(head, reply);
    if (items) reply.header(ITEMS_HEADER, `hit=${items.hit}, miss=${items.miss}`);
  }

  send(result: EmbeddingsResult, reply: FastifyReply): void {
    this.interceptors.observe(new ReportedEmbeddings(result), reply.request.observation);
    void reply.code(result.status).headers(result.headers);
    this.presentHead(result, result.items, reply);
    void reply.send(result.body);
  }
}
