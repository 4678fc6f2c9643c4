import type { NewPurge } from '@app/cache';
import { anEntry } from '@app/core/testing';
import type { AnswerEvent, QueryResult } from '@app/query';

/** An answer that the model gave, as the use case reports it. */
export function aMiss(): QueryResult {
  const { answer } = anEntry().payload;
  return {
    answer,
    cache: { kind: 'miss', collapsed: false, stored: true },
    timings: { exact: 0.1, upstream: 12 },
  };
}

/** The same piece by piece. */
export async function* aStreamedMiss(): AsyncGenerator<AnswerEvent, void, void> {
  yield {
    type: 'forwarded',
    cache: { kind: 'miss', collapsed: false, stored: false },
    timings: { exact: 0.1 },
  };
  for (const text of ['An answer', ' cache.']) yield { type: 'delta', text };
  yield { type: 'done', result: aMiss() };
}

/** A purge that found one answer and is done. */
export function aPurge(parts: Partial<NewPurge> = {}): NewPurge {
  const at = Date.parse('2026-03-01T12:00:00Z');
  return { number: at, at, by: '0a1b2c3d', named: {}, found: 1, isDone: true, isDurable: true, ...parts };
}

/** Two days of one namespace. */
export function statsRows(tenant: string) {
  const counts = { hits_exact: 2, hits_canonical: 1, hits_semantic: 0, misses: 4 };
  const saved = { tokens_saved: 30, cost_saved_usd: 0.5 };
  return ['2026-03-02', '2026-03-01'].map((day) => ({
    tenant,
    namespace: 'default',
    day,
    ...counts,
    ...saved,
  }));
}
