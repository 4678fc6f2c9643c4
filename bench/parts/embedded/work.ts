import { setTimeout as sleep } from 'node:timers/promises';
import { keyOf, scopeOf, type EntryId, type EntryRecord } from '@app/core';

const scope = scopeOf({ tenant: 'acme', namespace: 'default', endpoint: 'query', profile: {} });
const HOUR = 3_600_000;

/** An entry that nothing in the filled file has the key of. */
export function recordFor(number: number): EntryRecord {
  const now = Date.now();
  const facts = {
    tenant: 'acme',
    namespace: 'default',
    model: 'common',
    question: `new ${number}`,
    writer: 'key-1',
  };
  const entry = {
    ...{ version: 1, id: `new ${number}` as EntryId, key: keyOf(scope, `new ${number}`), scope, ...facts },
    ...{
      createdAt: now,
      expiresAt: now + HOUR,
      keepUntil: now + HOUR,
      begunAt: now,
      sources: [],
      tags: ['new'],
    },
    epochs: { tenant: 1, namespace: 1 },
    answer: undefined,
  };
  return { entry: entry as unknown as EntryRecord['entry'], body: 'x'.repeat(1_000) };
}

export async function eventually(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(20);
}
