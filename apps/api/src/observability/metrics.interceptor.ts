import type { CacheOutcome } from '@app/query';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { QueryResponse } from '../query/query.response.js';
import type { RequestOutcome } from './observation.js';

/** Notes what the handler decided for the metrics. */
@Injectable()
export class MetricsInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { observation } = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      tap((body) => {
        if (!(body instanceof QueryResponse)) return;
        const { cache } = body.result;
        observation.outcome = outcomeOf(cache);
        if (cache.kind === 'hit') {
          observation.savings = { tokens: cache.tokensSaved, usd: cache.costSavedUsd ?? 0 };
        }
      }),
    );
  }
}

function outcomeOf(cache: CacheOutcome): RequestOutcome {
  if (cache.kind === 'hit') return `hit_${cache.tier}`;
  if (cache.kind === 'bypass') return 'bypass';
  return cache.collapsed ? 'collapsed' : 'miss';
}
