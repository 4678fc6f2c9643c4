import { RagCacheError } from '@app/core';
import { PurgeDto } from './purge/purge.dto.js';
import { QueryDto } from './query/query.dto.js';
import { BodyPipe } from './contract/body.pipe.js';

const pipes = { question: new BodyPipe(QueryDto), purge: new BodyPipe(PurgeDto) };

function refusalOf(body: unknown, pipe: keyof typeof pipes = 'question'): RagCacheError {
  try {
    pipes[pipe].transform(body);
  } catch (error) {
    if (error instanceof RagCacheError) return error;
  }
  throw new Error('The body was not refused as it should be.');
}

const many = (item: unknown): unknown[] => Array.from({ length: 100_000 }, () => item);
const strangers = (length: number) =>
  Object.fromEntries(Array.from({ length }, (_, index) => [`x${index}`, 1]));

describe('BodyPipe', () => {
  it.each<[string, object, readonly string[]]>([
    ['objects', { context: many({}) }, ['context']],
    ['lists', { context: many([]) }, ['context']],
    ['tags', { cache: { tags: many(1) } }, ['cache.tags']],
    ['objects where one belongs', { cache: many({}) }, ['cache']],
    ['objects in a list inside the list', { context: [many({})] }, ['context']],
    ['texts where one belongs', { namespace: many('a') }, ['namespace']],
  ])('refuses endless %s with one error, without looking at them', (_what, members, paths) => {
    const { errors } = refusalOf({ query: 'Why?', ...members });
    expect(errors?.map(({ path }) => path)).toEqual(paths);
  });

  it('says of a list that is too long how long it may be, and nothing of its items', () => {
    const { errors } = refusalOf({ query: 'Why?', context: many({}) });
    expect(errors).toEqual([{ path: 'context', message: expect.stringMatching(/no more than 50/) }]);
    expect(refusalOf({ tags: many(1) }, 'purge').errors).toEqual([
      { path: 'tags', message: expect.stringMatching(/no more than 16/) },
    ]);
  });

  it.each([
    ['unknown members', { query: 'Why?', ...strangers(10_000) }],
    ['unknown members of a part', { query: 'Why?', cache: strangers(10_000) }],
    ['bad passages', { query: 'Why?', context: Array.from({ length: 50 }, () => ({ text: 1 })) }],
    ['bad passages with unknown members', { context: Array.from({ length: 50 }, () => strangers(100)) }],
  ])('stops at 32 errors for %s and names the first five', (_what, body) => {
    const { errors, detail } = refusalOf(body);
    expect(errors).toHaveLength(32);
    const first = errors!.slice(0, 5).map(({ path }) => path);
    expect(detail).toBe(`The request can't be understood. See errors for: ${first.join(', ')}, and more.`);
  });

  it('names all when there are few', () => {
    expect(refusalOf({ query: '', x: 1 }).detail).toMatch(/See errors for: x, query\.$/);
  });
});
