import { anEntry } from '@app/core/testing';
import { collectionName } from './qdrant.collection.js';
import { qdrantEndpoint } from './qdrant.endpoint.js';
import { pointId } from './qdrant.points.js';

describe('qdrantEndpoint', () => {
  it.each([
    ['http://qdrant', 'http://qdrant:6333', ''],
    ['http://qdrant:80/', 'http://qdrant:80', ''],
    ['https://abc.cloud.qdrant.io', 'https://abc.cloud.qdrant.io:6333', ''],
    ['https://vectors.example.com:443/qdrant/', 'https://vectors.example.com:443', '/qdrant'],
    ['http://[::1]', 'http://[::1]:6333', ''],
    ['http://[::1]:7000', 'http://[::1]:7000', ''],
  ])('reads %s', (text, origin, prefix) => {
    expect(qdrantEndpoint(text)).toEqual({ origin, prefix });
  });
});

describe('collectionName', () => {
  const space = { model: 'all-MiniLM-L6-v2', dimension: 384, version: 'v1', languages: 'any' } as const;

  it('says whose it is and which vectors it holds', () => {
    expect(collectionName('ragcache', space)).toBe('ragcache-all-MiniLM-L6-v2-384-v1');
  });

  it('differs with everything that vectors of two spaces differ by', () => {
    const spaces = [
      space,
      { ...space, model: 'other' },
      { ...space, dimension: 8 },
      { ...space, version: 'v2' },
    ];
    expect(new Set(spaces.map((one) => collectionName('ragcache', one))).size).toBe(spaces.length);
  });

  it('is a safe folder name, and still another one for another model', () => {
    const models = ['a/b', 'a\\b', 'a b', '../b', 'x'.repeat(300), 'x'.repeat(301), 'ä', 'ö'];
    const names = models.map((model) => collectionName('ragcache', { ...space, model }));
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9._-]{1,140}$/);
    expect(new Set(names).size).toBe(models.length);
  });
});

describe('pointId', () => {
  it('is a UUID that follows from the key alone', () => {
    const { key } = anEntry({ question: 'a' });
    expect(pointId(key)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(pointId(anEntry({ question: 'a' }).key)).toBe(pointId(key));
  });

  it('differs for ten thousand keys', () => {
    const ids = Array.from({ length: 10_000 }, (_, number) =>
      pointId(anEntry({ question: `${number}` }).key),
    );
    expect(new Set(ids).size).toBe(10_000);
  });
});
