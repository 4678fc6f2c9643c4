import { ulid } from 'ulid';
import { ENTRY_VERSION, type AnswerEntry, type EntryRecord } from '../src/entry.js';
import { EntrySeal } from '../src/entry.seal.js';
import { keyOf, scopeOf, type EntryId } from '../src/identity.js';

const HOUR = 3_600_000;

/** A complete, valid entry. Pass only the fields that the test is about; scope and key follow from tenant, namespace, model and question. */
export function anEntry(parts: Partial<AnswerEntry> = {}): AnswerEntry {
  const {
    tenant = 'acme',
    namespace = 'default',
    model = 'gpt-test',
    question = 'What is RAGCache?',
  } = parts;
  const scope = scopeOf({ tenant, namespace, endpoint: 'query', profile: { model } });
  const createdAt = parts.createdAt ?? Date.now();
  return {
    version: ENTRY_VERSION,
    id: ulid() as EntryId,
    key: keyOf(scope, question),
    scope,
    tenant,
    namespace,
    model,
    question,
    payload: {
      kind: 'answer',
      answer: {
        text: 'An answer cache.',
        finishReason: 'stop',
        provider: 'openai',
        model,
        usage: { prompt: 10, completion: 5, total: 15 },
        raw: {},
      },
    },
    createdAt,
    expiresAt: createdAt + HOUR,
    keepUntil: createdAt + HOUR,
    sources: [],
    tags: [],
    epochs: { tenant: 1, namespace: 1 },
    birth: 1,
    order: createdAt,
    sourcesBorn: 1,
    writer: 'test',
    ...parts,
  };
}

/** The record of such an entry, sealed without a secret. */
export function aRecord(
  parts: Partial<AnswerEntry> = {},
  canonicalKey?: EntryRecord['canonicalKey'],
): EntryRecord {
  const entry = anEntry(parts);
  return { entry, canonicalKey, body: new EntrySeal().seal(entry) };
}
