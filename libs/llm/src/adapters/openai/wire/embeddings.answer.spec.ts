import { BrokenAnswer } from '../../../errors.js';
import { readEmbeddingsAnswer } from './embeddings.answer.js';

const row = (index: number | undefined, embedding: unknown = [1]) => ({
  object: 'embedding',
  index,
  embedding,
});
const rowsOf = async (data: unknown, count = 2) => (await readEmbeddingsAnswer({ data }, { count })).rows;

describe('readEmbeddingsAnswer', () => {
  it('orders rows by index, and keeps the order of rows without one', async () => {
    expect(await rowsOf([row(1), row(0)])).toEqual([row(0), row(1)]);
    const [first, second] = [row(undefined, [1]), row(undefined, [2])];
    expect(await rowsOf([first, second])).toEqual([first, second]);
  });

  it('reads vectors, model and usage', async () => {
    const usage = { prompt_tokens: 4, total_tokens: 5 };
    const body = { data: [row(0, [1]), row(1, 'AACAPw==')], model: 'm-1', usage };
    expect(await readEmbeddingsAnswer(body, { count: 2 })).toMatchObject({
      vectors: ['AACAPw==', 'AACAPw=='],
      ...{ model: 'm-1', usage: { prompt: 4, completion: 0, total: 5 } },
    });
  });

  it('has no usage and no model when the provider has none', async () => {
    const answer = await readEmbeddingsAnswer({ data: [row(0)], usage: {} }, { count: 1 });
    expect([answer.usage, answer.model]).toEqual([undefined, undefined]);
  });

  it.each<[string, unknown]>([
    ['another number of rows', [row(0)]],
    ['no list', { 0: row(0), 1: row(1) }],
    ['an index twice', [row(1), row(1)]],
    ['an index out of range', [row(0), row(2)]],
    ['half an index', [row(0), row(0.5)]],
    ['a negative index', [row(0), row(-1)]],
    ['an index in one row only', [row(0), row(undefined)]],
    ['a row that is no object', [row(0), 'x']],
  ])('refuses %s', async (_, data) => {
    await expect(rowsOf(data)).rejects.toBeInstanceOf(BrokenAnswer);
  });

  it.each<[string, unknown[], number | undefined]>([
    ['lengths differ', [[1], [1, 2]], undefined],
    ['the length is not the one that was asked for', [[1], [2]], 3],
    ['one is none', [[1], null], undefined],
  ])('has no vectors when %s, but its rows', async (_, embeddings, dimensions) => {
    const data = embeddings.map((embedding, at) => row(at, embedding));
    const answer = await readEmbeddingsAnswer({ data }, { count: 2, dimensions });
    expect([answer.vectors, answer.rows]).toEqual([undefined, data]);
  });
});
