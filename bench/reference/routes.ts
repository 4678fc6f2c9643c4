import { createHash } from 'node:crypto';
import { canonicalJson, EntrySeal, type Entry } from '@app/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReferenceQuery } from './query.schema.js';
import type { ReferenceStore } from './store.js';

type Query = FastifyRequest<{ Body: ReferenceQuery }>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Only what any route with a body does: validate (by Ajv, before this runs) and read once. */
export function bareRoute(store: ReferenceStore) {
  return async (request: Query) => store.find(sha256(request.body.query)) ?? { query: request.body.query };
}

/**
 * An exact hit with the necessary work and nothing else: digest of the caller's key, canonical JSON, two hashes, entry and epochs
 * read, seal checked and entry parsed, headers, one log line. Written by hand on bare Fastify: the yardstick for the service.
 */
export function referenceRoute(store: ReferenceStore, keyDigests: ReadonlySet<string>) {
  const seal = new EntrySeal();
  return async (request: Query, reply: FastifyReply) => {
    const started = performance.now();
    if (!keyDigests.has(sha256((request.headers.authorization ?? '').slice('Bearer '.length))))
      return reply.code(401).send();
    const key = keyOf(request.body);
    const epochs = store.epochsOf('bench', 'default');
    const unsealed = seal.unseal(store.find(key) ?? '');
    if (!unsealed.ok || epochs.some((epoch) => epoch !== unsealed.entry.epochs.tenant))
      return reply.code(404).send();
    return reply
      .headers(headersOf(unsealed.entry, request.id, started))
      .send(bodyOf(unsealed.entry, started));
  };
}

export function keyOf({ query, ...profile }: ReferenceQuery): string {
  const scope = sha256(
    canonicalJson({ version: 1, tenant: 'bench', namespace: 'default', endpoint: 'query', profile }),
  );
  return sha256(canonicalJson({ scope, question: query }));
}

function headersOf(entry: Entry, id: string, started: number): Record<string, string> {
  const now = Date.now();
  return {
    'cache-status': `ragcache; hit; ttl=${Math.floor((entry.expiresAt - now) / 1_000)}; detail=exact`,
    age: String(Math.floor((now - entry.createdAt) / 1_000)),
    'x-cache-status': 'HIT',
    'x-cache-layer': 'exact',
    'x-cache-entry': entry.id,
    'x-request-id': id,
    'server-timing': `exact;dur=${(performance.now() - started).toFixed(2)}`,
    'cache-control': 'private, no-store',
  };
}

function bodyOf({ answer, id, createdAt }: Entry, started: number) {
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
