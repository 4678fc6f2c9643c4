import { readModels } from './models.reader.js';
import { ModelCatalog } from './model.catalog.js';

const table = readModels(
  JSON.stringify({
    aliases: { mini: 'gpt-4.1-mini' },
    prices: {
      'gpt-4.1-mini': { input: 0.4, output: 1.6 },
      'gpt-4o-2024-05-13': { input: 5, output: 15 },
      'gpt-4o': { input: 2.5, output: 10 },
    },
  }),
  'models.json',
);
const catalog = new ModelCatalog(table, ['house-model']);
const usage = { prompt: 1_000_000, completion: 500_000, total: 1_500_000 };

describe('ModelCatalog', () => {
  it('resolves aliases, and takes any other name as it is', () => {
    expect(catalog.resolve('mini')).toBe('gpt-4.1-mini');
    expect(catalog.resolve('gpt-9')).toBe('gpt-9');
    expect(catalog.resolve('__proto__')).toBe('__proto__');
  });

  it.each([
    ['gpt-4.1-mini', 1.2],
    ['mini', 1.2],
    ['gpt-4.1-mini-2025-04-14', 1.2],
    ['gpt-4o-2024-05-13', 12.5],
    ['gpt-4o-2024-08-06', 7.5],
  ])('knows what %s costs', (model, dollars) => {
    expect(catalog.cost(model, usage)).toBeCloseTo(dollars);
  });

  describe('of a prompt that the provider has in its own cache', () => {
    const prices = {
      own: { input: 10, output: 0, cached_input: 3, cache_write: 11, cache_write_1h: 15 },
      usual: { input: 10, output: 0 },
      free: { input: 10, output: 0, cached_input: 0 },
    };
    const priced = new ModelCatalog(readModels(JSON.stringify({ prices }), 'models.json'));
    const million = 1_000_000;
    const cost = (model: string, promptCache: object) => {
      const parts = { read: 0, written: 0, writtenLong: 0, ...promptCache };
      return priced.cost(model, { prompt: million, completion: 0, total: million, promptCache: parts });
    };

    it.each([
      ['own', {}, 10],
      ['own', { read: million }, 3],
      ['own', { read: million / 2 }, 6.5],
      ['own', { written: million }, 11],
      ['own', { writtenLong: million }, 15],
      ['free', { read: million }, 0],
      ['usual', { read: million }, 1],
      ['usual', { written: million }, 12.5],
      ['usual', { writtenLong: million }, 20],
      ['usual', { read: 500_000, written: 250_000 }, 0.5 + 3.125 + 2.5],
      ['usual', { read: 2 * million }, 2],
    ])('knows what %s costs with %j', (model, promptCache, dollars) => {
      expect(cost(model, promptCache)).toBeCloseTo(dollars);
    });

    it.each(['cached_input', 'cache_write', 'cache_write_1h'])('takes no nonsense for %s', (name) => {
      for (const amount of [-1, '1', null]) {
        const text = JSON.stringify({ prices: { m: { input: 1, output: 1, [name]: amount } } });
        expect(() => readModels(text, 'f')).toThrow(`f: prices.m.${name} must be a number, 0 or more.`);
      }
    });

    it('names the prices that there are when it does not know one', () => {
      const text = JSON.stringify({ prices: { m: { input: 1, output: 1, cached: 1 } } });
      expect(() => readModels(text, 'f')).toThrow(
        'f: prices.m.cached is unknown; known are input, output, cached_input, cache_write, cache_write_1h.',
      );
    });
  });

  it.each(['house-model', 'constructor', 'gpt-4.1-mini-turbo'])('has no price for %s', (model) => {
    expect(catalog.cost(model, usage)).toBeUndefined();
  });

  it.each([
    ['mini', 'mini'],
    ['gpt-4o', 'gpt-4o'],
    ['house-model', 'house-model'],
    ['gpt-4.1-mini-2025-04-14', 'gpt-4.1-mini'],
    ['a random name', 'other'],
    ['__proto__', 'other'],
  ])('labels %s as %s', (model, label) => {
    expect(catalog.label(model)).toBe(label);
  });
});
