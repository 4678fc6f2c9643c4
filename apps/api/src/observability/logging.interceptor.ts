import type { CacheOutcome, DropInResult, EmbeddingsResult } from '@app/query';
import type { BodyInterceptor } from '../request/body.interceptors.js';
import type { Observation } from '../request/observation.js';
import { ReportedAnswer } from '../request/reported.answer.js';
import { ReportedEmbeddings } from '../request/reported.embeddings.js';

/** Adds the decisions of the handler to the request's log line. An allow-list: never a text, never a name that the caller chose. */
export class LoggingInterceptor implements BodyInterceptor {
  observe(body: unknown, observation: Observation): void {
    if (body instanceof ReportedAnswer) observation.logged = fieldsOf(body.result as DropInResult);
    else if (body instanceof ReportedEmbeddings) observation.logged = fieldsOfEmbeddings(body.result);
  }
}

function fieldsOf({ answer, cache, timings }: DropInResult): Record<string, unknown> {
  return {
    provider: answer?.provider,
    finish_reason: answer?.finishReason,
    tokens: answer?.usage.total,
    timings,
    ...decisionOf(cache),
  };
}

function fieldsOfEmbeddings({ provider, items, cache, timings }: EmbeddingsResult): Record<string, unknown> {
  return { provider, items_hit: items?.hit, items_missed: items?.miss, timings, ...decisionOf(cache) };
}

function decisionOf(cache: CacheOutcome): Record<string, unknown> {
  switch (cache.kind) {
    case 'hit':
      return { tier: cache.tier, similarity: cache.similarity, tokens_saved: cache.tokensSaved };
    case 'bypass':
      return { detail: cache.reason };
    case 'refresh':
      return { stored: cache.stored };
    case 'miss':
      return { stored: cache.stored, detail: cache.declined?.reason };
  }
}
