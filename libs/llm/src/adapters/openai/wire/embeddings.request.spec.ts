import { RagCacheError } from '@app/core';
import type { JsonObject } from '../../../json.js';
import { identityOfItem, readEmbeddings } from './embeddings.request.js';

const read = (body: JsonObject) => readEmbeddings({ model: 'm', ...body });
const errorsOf = (body: JsonObject) => {
  try {
    readEmbeddings(body);
  } catch (error) {
    if (error instanceof RagCacheError) return error.errors;
  }
  return undefined;
};

describe('readEmbeddings', () => {
  it.each<[unknown, readonly unknown[]]>([
    ['text', ['text']],
    ['', ['']],
    [
      ['a', 'b', 'a'],
      ['a', 'b', 'a'],
    ],
    [[1, 2], [[1, 2]]],
    [
      [[1, 2], [3]],
      [[1, 2], [3]],
    ],
    [Array.from({ length: 2_048 }, () => 'x'), Array.from({ length: 2_048 }, () => 'x')],
    [Array.from({ length: 4_000 }, (_, at) => at), [Array.from({ length: 4_000 }, (_, at) => at)]],
  ])('reads the items of %j', (input, items) => {
    expect(read({ input })!.items).toEqual(items);
  });

  it('reads encoding and dimension, where null means absent', () => {
    expect(read({ input: 'x' })).toMatchObject({ encoding: 'float', dimensions: undefined });
    const given = { input: 'x', encoding_format: 'base64', dimensions: 8 };
    expect(read(given)).toMatchObject({ encoding: 'base64', dimensions: 8 });
    expect(read({ input: 'x', encoding_format: null, dimensions: null })).toMatchObject({
      ...{ encoding: 'float', dimensions: undefined, profile: { model: 'm' } },
    });
  });

  it('leaves out of identity what does not shape a vector, and nothing else', () => {
    const body = { input: 'x', user: 'u', encoding_format: 'base64', cache: { ttl: 1 }, dimensions: 8 };
    expect(read(body)!.profile).toEqual({ model: 'm', dimensions: 8 });
    const others = { input_type: 'query', task_type: 'RETRIEVAL_QUERY', truncate: 'END' };
    expect(read({ ...body, ...others })!.profile).toEqual({ model: 'm', dimensions: 8, ...others });
  });

  it('makes the encoding a part of identity when a member may ask for other numbers than floats', () => {
    const body = { input: 'x', output_dtype: 'int8' };
    expect(read(body)!.profile).toEqual({ model: 'm', output_dtype: 'int8', encoding_format: 'float' });
    const bytes = { ...body, encoding_format: 'base64' };
    expect(read(bytes)!.profile).toMatchObject({ encoding_format: 'base64' });
  });

  it('leaves a request to the provider that has messages in place of an input', () => {
    expect(read({ messages: [{ role: 'user', content: 'x' }] })).toBeUndefined();
  });

  it('names every member that is wrong', () => {
    const wrong = { input: [], dimensions: 0, encoding_format: 'x' };
    expect(errorsOf(wrong)?.map(({ path }) => path)).toEqual([
      ...['model', 'dimensions', 'encoding_format', 'input'],
    ]);
  });

  it('tells items apart', () => {
    const items = ['1,2', [1, 2], 'tokens 1,2', [12], '12', [1], ''];
    expect(new Set(items.map(identityOfItem)).size).toBe(items.length);
  });
});
