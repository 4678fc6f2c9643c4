import {
  EMBEDDING_VERSION,
  ENTRY_VERSION,
  type Entry,
  type EntryId,
  type Payload,
  type Source,
} from '@app/core';
import { ulid } from 'ulid';
import type { CalledAsk } from '../tiers/ask.js';

/** What the request that starts a call says about remembering its answer, or its embeddings. */
export interface EntryOptions {
  readonly model: string;
  readonly sources: readonly Source[];
  readonly tags: readonly string[];
  readonly writer: string;
  readonly ttlMs: number;
  /** How long past its freshness an entry is kept. */
  readonly staleMs: number;
  /** Whether an answer that calls tools is kept; the request must then be one for the exact tier alone. */
  readonly keepsToolCalls?: boolean;
}

/** Entries that were written together must not expire together: up to this share of the TTL is taken away. */
const JITTER = 0.1;

export function newEntry(ask: CalledAsk, payload: Payload, options: EntryOptions, now: number): Entry {
  const { tenant, namespace, key, scope, question, state, order } = ask;
  const { model, sources, tags, writer, ttlMs, staleMs } = options;
  const expiresAt = now + Math.ceil(ttlMs * (1 - JITTER * Math.random()));
  return {
    version: payload.kind === 'answer' ? ENTRY_VERSION : EMBEDDING_VERSION,
    id: ulid(now) as EntryId,
    ...{ key, scope, tenant, namespace, model, question },
    payload,
    ...{ createdAt: now, expiresAt, keepUntil: expiresAt + staleMs },
    ...{ sources, sourcesBorn: state.sourcesBorn, tags, writer },
    ...{ epochs: state.epochs, birth: state.purges.seq, order },
  };
}
