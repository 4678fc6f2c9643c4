import { randomUUID } from 'node:crypto';
import { canonicalJson, type AnswerEntry } from '@app/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headersOf, sha256, type ReferenceHits } from './hits.js';
import { PLACE } from './store.js';

/** The part of a Chat Completions request that the benchmark uses. */
export interface ReferenceChat {
  readonly model: string;
  readonly stream?: boolean;
  readonly max_tokens?: number;
  readonly temperature?: number;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

const MARKER = { question: true };

/** The same for a chat: its body comes as bytes, and the stored completion goes out with a new id and time. */
export function chatRoute(hits: ReferenceHits) {
  return async (request: FastifyRequest<{ Body: Buffer }>, reply: FastifyReply) => {
    const started = performance.now();
    if (!hits.isKnown(request)) return reply.code(401).send();
    const entry = await hits.find(chatKeyOf(JSON.parse(request.body.toString('utf8')) as ReferenceChat));
    if (!entry) return reply.code(404).send();
    reply.headers(headersOf(entry, request.id, started)).type('application/json');
    return reply.send(JSON.stringify(renewed(entry)));
  };
}

export function chatKeyOf({ stream: _, messages, ...rest }: ReferenceChat): string {
  const last = messages.at(-1)!;
  const body = { ...rest, messages: [...messages.slice(0, -1), { ...last, content: MARKER }] };
  const profile = { provider: 'openai', headers: {}, body };
  const scope = sha256(canonicalJson({ version: 1, ...PLACE, endpoint: 'chat-completions', profile }));
  return sha256(canonicalJson({ scope, question: last.content }));
}

function renewed({ payload: { answer } }: AnswerEntry): object {
  const created = Math.floor(Date.now() / 1_000);
  return { ...(answer.raw as object), id: `chatcmpl-${randomUUID()}`, created };
}
