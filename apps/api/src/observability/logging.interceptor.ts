import type { QueryResult } from '@app/query';
import { Injectable } from '@nestjs/common';
import { QueryResponse } from '../query/query.response.js';
import type { Observation } from './observation.js';

/** Notes what the handler decided for the request's log line. An allow-list: never texts, never what the caller named. */
@Injectable()
export class LoggingInterceptor {
  observe(body: unknown, observation: Observation): void {
    if (body instanceof QueryResponse) observation.logged = fieldsOf(body.result);
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
