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
