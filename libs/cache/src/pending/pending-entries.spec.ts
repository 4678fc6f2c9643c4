import { canonicalKeyOf, type AnswerEntry } from '@app/core';
import { aRecord } from '@app/core/testing';
import { PendingEntries } from './pending-entries.js';
import type { PendingEntry } from './pending-entry.js';

function pending(parts: Partial<AnswerEntry> = {}, withCanonical = false): PendingEntry {
  const record = aRecord(parts);
  const canonicalKey = withCanonical ? canonicalKeyOf(record.entry.scope, 'what is ragcache') : undefined;
  return { record: { ...record, canonicalKey } };
}

function withVector(waiting: PendingEntry, vector: number[]): PendingEntry {
  const { key, id, tenant, scope, epochs, keepUntil } = waiting.record.entry;
  const point = { key, entryId: id, tenant, scope, epochs, keepUntil, vector: Float32Array.from(vector) };
  return Object.assign(waiting, { point });
}

describe('PendingEntries', () => {
  it('finds an answer by its key and by its canonical key at once', () => {
    const entries = new PendingEntries();
    const waiting = pending({}, true);
    entries.add(waiting);
    expect(entries.find(waiting.record.entry.key)).toBe(waiting);
    expect(entries.pointer(waiting.record.canonicalKey)).toBe(waiting.record.entry.key);
  });

  it('forgets a settled answer, but not a newer one under the same key', () => {
    const entries = new PendingEntries();
    const [older, newer] = [pending(), pending()];
    entries.add(older);
    entries.add(newer);
    entries.settle(older);
    expect(entries.find(newer.record.entry.key)).toBe(newer);
    expect(entries.holds(older)).toBe(false);
    entries.settle(newer);
    expect(entries.find(newer.record.entry.key)).toBeUndefined();
  });

  it('keeps a canonical pointer that another answer has taken over', () => {
    const entries = new PendingEntries();
    const one = pending({ question: 'What is RAGCache' }, true);
    const other = pending({ question: 'what is RAGCache?' }, true);
    entries.add(one);
    entries.add(other);
    entries.settle(one);
    expect(entries.pointer(other.record.canonicalKey)).toBe(other.record.entry.key);
  });

  it.each<[string, Parameters<PendingEntries['remove']>[0], number]>([
    ['the whole tenant', { tenant: 'acme' }, 3],
    ['a namespace', { tenant: 'acme', namespace: 'docs' }, 1],
    ['any of several tags', { tenant: 'acme', tags: ['a', 'z'] }, 1],
    ['tag and namespace together', { tenant: 'acme', namespace: 'docs', tags: ['a'] }, 0],
    ['a model', { tenant: 'acme', model: 'other-model' }, 1],
    ['another tenant', { tenant: 'rival' }, 0],
  ])('removes %s and nothing else', (_, filter, count) => {
    const entries = new PendingEntries();
    entries.add(pending({ question: 'one', tags: ['a', 'b'] }));
    entries.add(pending({ question: 'two', namespace: 'docs' }));
    entries.add(pending({ question: 'three', model: 'other-model' }));
    expect(entries.remove(filter)).toHaveLength(count);
    expect(entries.list({ tenant: 'acme' })).toHaveLength(3 - count);
  });

  it('finds near questions of the same tenant and scope only, best first', () => {
    const entries = new PendingEntries();
    const near = withVector(pending({ question: 'near' }), [1, 0]);
    const nearer = withVector(pending({ question: 'nearer' }), [0.6, 0.8]);
    const elsewhere = withVector(pending({ question: 'near', model: 'other-model' }), [0, 1]);
    [near, nearer, elsewhere, pending({ question: 'no vector yet' })].forEach((waiting) =>
      entries.add(waiting),
    );
    const { tenant, scope, epochs } = near.record.entry;
    const found = entries.nearest({
      tenant,
      scope,
      epochs,
      now: 0,
      vector: Float32Array.from([0, 1]),
      limit: 4,
    });
    expect(found.map(({ key }) => key)).toEqual([nearer.record.entry.key, near.record.entry.key]);
    expect(found[0]!.similarity).toBeCloseTo(0.8);
  });

  it('says when it is full, for each kind of entry by itself', () => {
    const entries = new PendingEntries({ answer: 1, embedding: 1 });
    expect(entries.isFullOf('answer')).toBe(false);
    const first = pending();
    entries.add(first);
    expect(entries.isFullOf('answer')).toBe(true);
    expect(entries.isFullOf('embedding')).toBe(false);
    entries.settle(first);
    expect(entries.isFullOf('answer')).toBe(false);
  });

  it('counts an entry once that takes the place of another', () => {
    const entries = new PendingEntries({ answer: 1, embedding: 1 });
    const first = pending();
    const { key } = first.record.entry;
    const second = pending({ key, order: first.record.entry.order + 1 });
    entries.add(first);
    entries.add(second);
    entries.settle(second);
    expect(entries.isFullOf('answer')).toBe(false);
  });
});
