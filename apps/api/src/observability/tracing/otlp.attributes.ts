import type { UpstreamCall } from '@app/core';
import type { Attributes } from '@opentelemetry/api';
import type { RequestLine } from '../../request/request.line.js';

/** The members of a request line that become span attributes, with the names of the attributes. */
const DECIDED = {
  provider: 'gen_ai.provider.name',
  finish_reason: 'ragcache.finish_reason',
  tier: 'ragcache.tier',
  similarity: 'ragcache.similarity',
  tokens_saved: 'ragcache.tokens_saved',
  stored: 'ragcache.stored',
  detail: 'ragcache.detail',
} as const;

/** The attributes of a request's span, named by OpenTelemetry's conventions for HTTP servers and by our own. */
export function requestAttributes(line: RequestLine): Attributes {
  const attributes: Attributes = {
    'http.request.method': line.method,
    'http.route': line.route,
    'http.response.status_code': line.status,
    'error.type': line.status >= 500 ? (line.code ?? String(line.status)) : undefined,
    'ragcache.request_id': line.request_id,
    'ragcache.tenant': line.tenant,
    'ragcache.outcome': line.outcome,
  };
  for (const [field, name] of Object.entries(DECIDED)) attributes[name] = valueOf(line[field]);
  return attributes;
}

/** The attributes of an upstream call's span, named by OpenTelemetry's conventions for generative AI. Messages are never among them. */
export function upstreamAttributes(call: UpstreamCall): Attributes {
  const { provider, model, outcome, usage, costUsd, finishReason } = call;
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': model,
    'gen_ai.response.finish_reasons': finishReason && [finishReason],
    'gen_ai.usage.input_tokens': usage?.prompt,
    'gen_ai.usage.output_tokens': usage?.completion,
    'error.type': outcome === 'answered' ? undefined : outcome,
    'ragcache.cost_usd': costUsd,
  };
}

function valueOf(value: unknown): string | number | boolean | undefined {
  return typeof value === 'object' ? undefined : (value as string | number | boolean | undefined);
}
