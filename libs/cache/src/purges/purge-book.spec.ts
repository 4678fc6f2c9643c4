import { anEntry } from '@app/core/testing';
import { questionDigest } from '../adapters/question-digest.js';
import type { PurgeFilter } from '../ports/purge-log.port.js';
import { PurgeBook } from './purge-book.js';

const ENTRY = anEntry({ tags: ['faq', 'leave'], namespace: 'docs', writer: 'w', birth: 10 });

describe('PurgeBook', () => {
  const bookOf = (named: PurgeFilter, number = 11) => {
    const book = new PurgeBook(0);
    book.add([{ number, at: 1, by: 'key', named }], number);
    return book;
  };

  it.each<[string, PurgeFilter]>([
    ['everything', {}],
    ['its namespace', { namespace: 'docs' }],
    ['one of its tags', { tags: ['other', 'leave'] }],
    ['its model', { model: 'gpt-test' }],
    ['its question', { question: questionDigest('What is RAGCache?') }],
    ['its writer', { writer: 'w' }],
    ['its id', { id: ENTRY.id }],
    [
      'all of it together',
      { id: ENTRY.id, namespace: 'docs', tags: ['faq'], model: 'gpt-test', writer: 'w' },
    ],
    ['its tag in its namespace', { tags: ['faq'], namespace: 'docs' }],
  ])('knows that a purge of %s names an entry that is older', (_, named) => {
    expect(bookOf(named).hasPurged(ENTRY)).toBe(true);
    expect(bookOf(named, 10).hasPurged(ENTRY)).toBe(false);
    expect(bookOf(named, 9).hasPurged(ENTRY)).toBe(false);
  });

  it.each<[string, PurgeFilter]>([
    ['another namespace', { namespace: 'default' }],
    ['other tags', { tags: ['other'] }],
    ['another model', { model: 'gpt' }],
    ['another question', { question: questionDigest('what is RAGCache?') }],
    ['a request without a question', { question: questionDigest(null) }],
    ['another writer', { writer: 'x' }],
    ['another entry', { id: anEntry().id }],
    ['its tag in another namespace', { tags: ['faq'], namespace: 'default' }],
    ['its id with another tag', { id: ENTRY.id, tags: ['other'] }],
  ])('leaves an entry alone when a purge names %s', (_, named) => {
    expect(bookOf(named).hasPurged(ENTRY)).toBe(false);
  });

  it('forgets what is not above the floor, under all its names', () => {
    const book = bookOf({ tags: ['faq', 'leave'] });
    book.add([{ number: 12, at: 1, by: 'key', named: { tags: ['leave'] } }], 12);
    book.dropBelow(11);
    expect(book.facts.map(({ number }) => number)).toEqual([12]);
    expect(book.hasPurged(ENTRY)).toBe(true);
    book.dropBelow(12);
    expect([book.facts, book.hasPurged(ENTRY), book.readTo]).toEqual([[], false, 12]);
  });

  it('takes a purge in once, and knows it without having read up to it', () => {
    const fact = { number: 12, at: 1, by: 'key', named: { tags: ['faq'] } };
    const book = bookOf({ model: 'other' });
    book.add([fact], 0);
    book.add([fact], 0);
    expect([book.facts.map(({ number }) => number), book.readTo]).toEqual([[11, 12], 11]);
    expect(book.hasPurged(ENTRY)).toBe(true);
  });
});
