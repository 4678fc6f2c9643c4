import {
  EMBEDDING_VERSION,
  ENTRY_VERSION,
  type AnswerEntry,
  type CacheKey,
  type EmbeddingEntry,
  type Entry,
  type EntryId,
  type Scope,
} from '@app/core';
import { ulid } from 'ulid';
import { PLACE } from './store.js';

const HOUR = 3_600_000;

/** What differs between entries here. */
export interface EntryFacts {
  readonly key: string;
  readonly question: string;
  readonly text: string;
  /** The provider's message. */
  readonly raw: unknown;
}

export function entryOf({ key, question, text, raw }: EntryFacts): AnswerEntry {
  return {
    ...commonTo(key),
    ...{ version: ENTRY_VERSION, question },
    payload: {
      kind: 'answer',
      answer: {
        ...{ text, raw, finishReason: 'stop', provider: 'openai', model: 'bench' },
        usage: { prompt: 20, completion: 30, total: 50 },
      },
    },
  };
}

/** @param vector 32-bit floats in base64. */
export function embeddingEntryOf(key: string, vector: string): EmbeddingEntry {
  const embedding = { provider: 'openai', model: 'bench', tokens: 20, vector } as const;
  return {
    ...commonTo(key),
    ...{ version: EMBEDDING_VERSION, question: null, payload: { kind: 'embedding', embedding } },
  };
}

function commonTo(key: string): Omit<Entry, 'version' | 'question' | 'payload'> {
  const createdAt = Date.now();
  return {
    id: ulid() as EntryId,
    ...{ key: key as CacheKey, scope: '0'.repeat(64) as Scope, ...PLACE },
    ...{ model: 'bench', writer: 'bench', sources: [], tags: [] },
    ...{ createdAt, sourcesBorn: 1, expiresAt: createdAt + HOUR, keepUntil: createdAt + HOUR },
    epochs: { tenant: 1, namespace: 1 },
    ...{ birth: 1, order: 1 },
  };
}
