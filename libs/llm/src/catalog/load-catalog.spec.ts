import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingError } from '@app/core';
import { LlmEnv } from '../llm.env.js';
import { loadCatalog } from './load-catalog.js';

const usage = { prompt: 1_000_000, completion: 0, total: 1_000_000 };

describe('loadCatalog', () => {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  const file = join(folder, 'models.json');
  const load = (content?: unknown) => {
    if (content !== undefined)
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return loadCatalog({ ...new LlmEnv(), MODELS_FILE: content === undefined ? undefined : file });
  };

  afterAll(() => rmSync(folder, { recursive: true }));

  it('ships prices for the default models', () => {
    const { OPENAI_MODEL, ANTHROPIC_MODEL } = new LlmEnv();
    for (const model of [OPENAI_MODEL, ANTHROPIC_MODEL]) expect(load().cost(model, usage)).toBeGreaterThan(0);
  });

  it("puts the operator's aliases and prices on top", () => {
    const catalog = load({
      aliases: { house: 'llama-4' },
      prices: { 'llama-4': { input: 0.1, output: 0.2 }, 'gpt-4o': { input: 9, output: 9 } },
    });
    expect(catalog.resolve('house')).toBe('llama-4');
    expect(catalog.cost('house', usage)).toBeCloseTo(0.1);
    expect(catalog.cost('gpt-4o', usage)).toBeCloseTo(9);
    expect(catalog.cost('gpt-4o-mini', usage)).toBeCloseTo(0.15);
  });

  it.each<[string, unknown]>([
    ['the file must hold a JSON object', '{ "aliases": '],
    ['the file must hold a JSON object', []],
    ['price is unknown; known are comment, aliases, prices', { price: {} }],
    ['aliases must be an object', { aliases: ['a'] }],
    ['aliases.a must name a model', { aliases: { a: 7 } }],
    ['aliases.a names another alias', { aliases: { a: 'b', b: 'c' } }],
    ['aliases.a names another alias', { aliases: { a: 'haiku' } }],
    ['prices.m must be an object', { prices: { m: 1 } }],
    ['prices.m.output must be a number', { prices: { m: { input: 1 } } }],
    ['prices.m.input must be a number', { prices: { m: { input: -1, output: 1 } } }],
    ['prices.m.inputs is unknown', { prices: { m: { inputs: 1, output: 1 } } }],
  ])('names the file and says that %s', (message, content) => {
    expect(() => load(content)).toThrow(`MODELS_FILE ${file}: ${message}`);
  });

  it('says so when the file is not there', () => {
    const settings = { ...new LlmEnv(), MODELS_FILE: join(folder, 'nowhere.json') };
    expect(() => loadCatalog(settings)).toThrow(SettingError);
    expect(() => loadCatalog(settings)).toThrow(/MODELS_FILE .*nowhere\.json can't be read/);
  });
});
