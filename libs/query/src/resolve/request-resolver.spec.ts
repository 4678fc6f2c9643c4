import { SystemClock, type ProviderName } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import { ModelCatalog } from '@app/llm';
import { routesTo } from '@app/llm/testing';
import { RequestResolver } from './request-resolver.js';
import { RuleBook } from '../rules/rule-book.js';

const NO_RULES = new RuleBook({ rules: [], builtIn: [] }, new RecordingSignals());

function temperatureSent(provider: ProviderName, defaultTemperature?: number, temperature?: number) {
  const catalog = new ModelCatalog({ aliases: new Map(), prices: new Map() });
  const resolver = new RequestResolver(
    {
      catalog,
      routes: routesTo(),
      clock: new SystemClock(),
      signals: new RecordingSignals(),
      rules: NO_RULES,
    },
    {
      ...{ defaultProvider: 'openai', defaultModels: { openai: 'o', anthropic: 'a' }, defaultMaxTokens: 1 },
      ...{ defaultTemperature, cacheMode: 'on', ttlSeconds: 1, staleSeconds: 0, timeoutMs: 1_000 },
    },
  );
  const question = { tenant: 'acme', writer: 'w', query: 'Why?', provider, temperature };
  return resolver.resolve(question).llm.temperature;
}

describe('RequestResolver', () => {
  it.each<[ProviderName, number | undefined, number | undefined, number | undefined]>([
    ['openai', undefined, undefined, undefined],
    ['openai', 0, undefined, 0],
    ['openai', 2, undefined, 2],
    ['openai', 2, 0, 0],
    ['anthropic', 1, undefined, 1],
    ['anthropic', 1.1, undefined, undefined],
    ['anthropic', 1.1, 0.5, 0.5],
  ])('asks %s, with a default of %j and the caller saying %j, at %j', (provider, preset, said, sent) => {
    expect(temperatureSent(provider, preset, said)).toBe(sent);
  });

  it('refuses what the caller itself said and the provider cannot take', () => {
    expect(() => temperatureSent('anthropic', undefined, 1.1)).toThrow(
      'temperature must be between 0 and 1 for provider anthropic.',
    );
  });
});
