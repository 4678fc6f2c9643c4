import { canonicalJson, type AnswerEntry } from '@app/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headersOf, sha256, type ReferenceHits } from './hits.js';
import type { ReferenceQuery } from './query.schema.js';
import { PLACE, type ReferenceStore } from './store.js';

type Query = FastifyRequest<{ Body: ReferenceQuery }>;

/** Only what any route with a body does: validate (by Ajv, before this runs) and read once. */
export function bareRoute(store: ReferenceStore) {
  return async (request: Query) =>
    (await store.find(sha256(request.body.query))) ?? { query: request.body.query };
}

/**
 * An exact hit with the necessary work and nothing else: digest of the caller's key, canonical JSON, two hashes, entry and epochs
 * read, seal checked and entry parsed, headers, one log line. Written by hand on bare Fastify: the yardstick for the service.
 */
export function referenceRoute(hits: ReferenceHits) {
  return async (request: Query, reply: FastifyReply) => {
    const started = performance.now();
    if (!hits.isKnown(request)) return reply.code(401).send();
    const entry = await hits.find(keyOf(request.body));
    if (!entry) return reply.code(404).send();
    return reply.headers(headersOf(entry, request.id, started)).send(bodyOf(entry, started));
  };
}

export function keyOf({ query, ...profile }: ReferenceQuery): string {
  const scope = sha256(canonicalJson({ version: 1, ...PLACE, endpoint: 'query', profile }));
  return sha256(canonicalJson({ scope, question: query }));
}

function bodyOf({ payload: { answer }, id, createdAt }: AnswerEntry, started: number) {
  const { prompt, completion, total } = answer.usage;
  return {
    response: answer.text,
    provider: answer.provider,
    model: answer.model,
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total },
    cache_info: {
      cache_hit: true,
      cache_type: 'exact',
      similarity_score: null,
      entry_id: id,
      age_seconds: Math.floor((Date.now() - createdAt) / 1_000),
      tokens_saved: total,
    },
    latency_ms: Math.round(performance.now() - started),
  };
}
