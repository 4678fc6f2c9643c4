import { canonicalJson, isEmbeddingEntry, type EmbeddingEntry } from '@app/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headersOf, sha256, type ReferenceHits } from './hits.js';
import { PLACE } from './store.js';

/** The part of a request for embeddings that the benchmark uses. */
export interface ReferenceBatch {
  readonly model: string;
  readonly input: readonly string[];
  readonly encoding_format: 'base64';
}

/** The same for a batch of embeddings: a key, a read and a seal for each item, and one body of all vectors. */
export function embeddingsRoute(hits: ReferenceHits) {
  return async (request: FastifyRequest<{ Body: Buffer }>, reply: FastifyReply) => {
    const started = performance.now();
    if (!hits.isKnown(request)) return reply.code(401).send();
    const batch = JSON.parse(request.body.toString('utf8')) as ReferenceBatch;
    const found = await Promise.all(embeddingKeysOf(batch).map((key) => hits.findAny(key)));
    const entries = found.filter((entry) => entry !== undefined).filter(isEmbeddingEntry);
    if (entries.length < found.length) return reply.code(404).send();
    reply.headers(headersOf(entries[0]!, request.id, started)).type('application/json');
    return reply.send(bodyOf(entries, batch.model));
  };
}

export function embeddingKeysOf({ model, input }: ReferenceBatch): string[] {
  const profile = { provider: 'openai', headers: {}, body: { model } };
  const scope = sha256(canonicalJson({ version: 1, ...PLACE, endpoint: 'embeddings', profile }));
  return input.map((text) => sha256(canonicalJson({ scope, question: text })));
}

function bodyOf(entries: readonly EmbeddingEntry[], model: string): string {
  const data = entries.map(({ payload }, index) => {
    return { object: 'embedding', index, embedding: payload.embedding.vector };
  });
  return JSON.stringify({ object: 'list', data, model, usage: { prompt_tokens: 0, total_tokens: 0 } });
}
