import type { QueryResult } from '@app/query';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { QueryResponse } from '../query/query.response.js';

/** Notes what the handler decided for the request's log line. An allow-list: never texts, never what the caller named. */
@Injectable()
export class LoggingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { observation } = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      tap((body) => {
        if (body instanceof QueryResponse) observation.logged = fieldsOf(body.result);
      }),
    );
  }
}

function fieldsOf({ answer, cache, timings }: QueryResult): Record<string, unknown> {
  const { provider, finishReason, usage } = answer;
  const known = { provider, finish_reason: finishReason, tokens: usage.total, timings };
  if (cache.kind === 'hit') {
    const { tier, similarity, tokensSaved } = cache;
    return { ...known, tier, similarity, tokens_saved: tokensSaved };
  }
  if (cache.kind === 'bypass') return { ...known, detail: cache.reason };
  return { ...known, stored: cache.stored, detail: cache.declined?.reason };
}
