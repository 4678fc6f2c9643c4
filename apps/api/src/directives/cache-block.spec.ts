import { checkedCacheBlock } from './cache-block.js';

describe('checkedCacheBlock', () => {
  it.each([undefined, {}, { ttl: 60, mode: 'exact', threshold: 0.9, tags: ['a'], namespace: 'docs' }])(
    'takes %j as it is',
    (block) => {
      expect(checkedCacheBlock(block)).toEqual(block);
    },
  );

  it.each<[string, unknown]>([
    ['cache', null],
    ['cache', 'off'],
    ['cache', []],
    ['cache.ttl', { ttl: 0 }],
    ['cache.namespace', { namespace: 'a b' }],
    ['cache.tags.0', { tags: ['a\0'] }],
    ['cache.stream', { stream: true }],
  ])('names %s in %j', (path, block) => {
    const refused = expect.objectContaining({
      code: 'validation_failed',
      errors: [expect.objectContaining({ path })],
    }) as unknown;
    expect(() => checkedCacheBlock(block)).toThrow(refused as Error);
  });
});
