import { joinedJson } from './embeddings.joined.js';

const ONE = { vector: 'AACAPw==' };

describe('joinedJson', () => {
  it('makes an answer of its own when the provider was not asked', async () => {
    const json = await joinedJson({ items: [ONE, ONE], encoding: 'float', model: 'm"1' });
    expect(json).toBe(
      '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[1]},{"object":"embedding","index":1,"embedding":[1]}],' +
        '"model":"m\\"1","usage":{"prompt_tokens":0,"total_tokens":0}}',
    );
  });

  it('puts rows of the provider in their places, within its own members in their order', async () => {
    const row = { note: { a: 1 }, index: 7, embedding: 'AAAAQA==' };
    const body = { id: 'x', data: [row], usage: { total_tokens: 1 } };
    const json = await joinedJson({ items: [ONE, { row }], encoding: 'base64', body, model: 'm' });
    expect(String(json)).toBe(
      '{"id":"x","data":[{"object":"embedding","index":0,"embedding":"AACAPw=="},{"note":{"a":1},"index":1,"embedding":"AAAAQA=="}],' +
        '"usage":{"total_tokens":1}}',
    );
  });

  it.each([
    ['data first', { data: [], model: 'm' }],
    ['data last', { model: 'm', data: [] }],
    ['data alone', { data: [] }],
  ])('is JSON with %s', async (_, body) => {
    const json = await joinedJson({ items: [ONE], encoding: 'float', body, model: 'm' });
    const data = [{ object: 'embedding', index: 0, embedding: [1] }];
    expect(JSON.parse(String(json))).toEqual({ ...body, data });
  });

  it('gives other work its turn while a long answer is made', async () => {
    const vector = Buffer.from(new Float32Array(1_536).fill(1 / 3).buffer).toString('base64');
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const items = Array.from({ length: 500 }, () => ({ vector }));
    const json = await joinedJson({ items, encoding: 'float', model: 'm' });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    expect((JSON.parse(String(json)) as { data: unknown[] }).data).toHaveLength(500);
  });
});
