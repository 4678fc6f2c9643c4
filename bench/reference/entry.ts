import { type CacheKey, ENTRY_VERSION, type AnswerEntry, type EntryId, type Scope } from '@app/core';
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
  const createdAt = Date.now();
  return {
    version: ENTRY_VERSION,
    id: ulid() as EntryId,
    ...{ key: key as CacheKey, scope: '0'.repeat(64) as Scope, ...PLACE },
    ...{ model: 'bench', question, writer: 'bench', sources: [], tags: [] },
    payload: {
      kind: 'answer',
      answer: {
        ...{ text, raw, finishReason: 'stop', provider: 'openai', model: 'bench' },
        usage: { prompt: 20, completion: 30, total: 50 },
      },
    },
    ...{ createdAt, sourcesBorn: 1, expiresAt: createdAt + HOUR, keepUntil: createdAt + HOUR },
    epochs: { tenant: 1, namespace: 1 },
    ...{ birth: 1, order: 1 },
  };
}
