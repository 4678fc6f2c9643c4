import * as fc from 'fast-check';
import { memoryCache, type MemoryCache } from '@app/cache/testing';
import { ModelCatalog, Upstreams } from '@app/llm';
import { ScriptedLlmProvider } from '@app/llm/testing';
import { AnswerQuestion } from './answer-question.js';
import { FindAnswer } from './find-answer.js';
import { MemoryFlightBoard } from './flights/adapters/memory.flight-board.js';
import { UpstreamGate } from './flights/upstream-gate.js';
import { ModelCall } from './model-call.js';
import { OutcomeReport } from './outcome.js';
import type { QueryCommand } from './query-command.js';
import type { QuerySettings } from './resolve/query-settings.js';
import { RequestResolver } from './resolve/request-resolver.js';

const SETTINGS: QuerySettings = {
  defaultProvider: 'openai',
  defaultModels: { openai: 'model-a', anthropic: 'model-c' },
  defaultMaxTokens: 100,
  cacheMode: 'on',
  ttlSeconds: 60,
  staleSeconds: 0,
  timeoutMs: 5_000,
};

/** The use case over memory and a model that never says the same thing twice. */
async function useCase() {
  const cache = await memoryCache({ SEMANTIC_THRESHOLD: 0.5, SEMANTIC_BUDGET_MS: 5_000 });
  const llm = new ScriptedLlmProvider((_, call) => ({ text: `Answer ${call}.`, delayMs: 5 }));
  const { clock, signals, recall, remember, statistics } = cache;
  const upstreams = new Upstreams({ openai: llm, anthropic: llm });
  const catalog = new ModelCatalog({ aliases: new Map(), prices: new Map() });
  const answering = new AnswerQuestion({
    resolver: new RequestResolver({ catalog, clock, signals }, SETTINGS),
    finder: new FindAnswer(recall, new MemoryFlightBoard(clock)),
    model: new ModelCall(upstreams, new UpstreamGate(10, signals), recall, remember),
    report: new OutcomeReport(catalog, clock),
    statistics,
  });
  const ask = (parts: Partial<QueryCommand> = {}) =>
    answering.answer(
      { tenant: 'acme', writer: 'test', query: 'Who is on call?', ...parts },
      new AbortController(),
    );
  return { cache, llm, ask };
}

const miss = { kind: 'miss', collapsed: false, stored: false };

describe('AnswerQuestion', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each<[string, (cache: MemoryCache) => object]>([
    ['entry store', ({ stores }) => jest.spyOn(stores.entries, 'find')],
    ['registry', ({ stores }) => jest.spyOn(stores.registry, 'read')],
  ])('asks the model when the %s is frozen, and writes nothing', async (_, spy) => {
    const { cache, llm, ask } = await useCase();
    (spy(cache) as jest.SpyInstance).mockImplementation(() => new Promise(() => {}));
    const saved = jest.spyOn(cache.stores.entries, 'save');
    const { cache: outcome } = await ask();
    expect(outcome).toEqual(miss);
    expect(llm.calls).toBe(1);
    await cache.remember.drain();
    expect(saved).not.toHaveBeenCalled();
  });

  describe('while the registry is broken', () => {
    const broken = async () => {
      const parts = await useCase();
      const read = jest.spyOn(parts.cache.stores.registry, 'read');
      read.mockRejectedValue(new Error('broken'));
      return parts;
    };

    it('makes one upstream call for 200 identical questions, and writes nothing', async () => {
      const { cache, llm, ask } = await broken();
      const saved = jest.spyOn(cache.stores.entries, 'save');
      const answers = await Promise.all(Array.from({ length: 200 }, () => ask()));
      expect(llm.calls).toBe(1);
      expect(new Set(answers.map(({ answer }) => answer.text)).size).toBe(1);
      expect(answers.filter(({ cache }) => cache.kind === 'miss' && cache.collapsed)).toHaveLength(199);
      expect(saved).not.toHaveBeenCalled();
    });

    it.each<[string, Partial<QueryCommand>]>([
      ['without memory', { useCache: false }],
      ['in mode off', { cache: { mode: 'off' } }],
    ])('makes a call for each question %s', async (_, parts) => {
      const { llm, ask } = await broken();
      await Promise.all([ask(parts), ask(parts), ask()]);
      expect(llm.calls).toBe(3);
    });
  });
});

/** Everything besides the question that shapes an answer or says whose it is. */
const room = fc.record({
  tenant: fc.constantFrom('acme', 'rival'),
  namespace: fc.constantFrom(undefined, 'docs'),
  model: fc.constantFrom(undefined, 'model-b'),
  temperature: fc.constantFrom(undefined, 0, 0.7),
  system: fc.constantFrom(undefined, '', 'Answer briefly.'),
  context: fc.constantFrom(undefined, ...['1', '2'].map((version) => [{ id: 'atlas', version, text: 'F.' }])),
});
/** Two rooms next door: one wall stands between them, or none. */
const neighbours = fc
  .tuple(room, room, fc.constantFrom('tenant', 'namespace', 'model', 'temperature', 'system', 'context'))
  .map(([one, far, wall]) => ({ one, other: { ...one, [wall]: far[wall] } }));
/** The same question in the same words, in other clothes and in other words. */
const query = fc.constantFrom(
  'What is the capital city of France?',
  'please, what is the Capital city of France',
  'What is the capital of France?',
);

describe('two rooms that differ in one of tenant, namespace, model, temperature, system prompt and context', () => {
  it('never share an answer, in any tier, while one room shares all its own', async () => {
    const tiers = new Set<string>();
    const visits = fc.array(fc.record({ first: fc.boolean(), query }), { minLength: 8, maxLength: 16 });
    const property = fc.asyncProperty(neighbours, visits, async ({ one, other }, asked) => {
      const { ask } = await useCase();
      const madeIn = new Map<string, string>();
      for (const { first, query } of asked) {
        const place = first ? one : other;
        const { answer, cache } = await ask({ ...place, query });
        if (cache.kind === 'miss') madeIn.set(answer.text, JSON.stringify(place));
        if (cache.kind === 'hit') tiers.add(cache.tier);
        expect(madeIn.get(answer.text)).toBe(JSON.stringify(place));
      }
    });
    await fc.assert(property, { numRuns: 60 });
    expect([...tiers].sort()).toEqual(['canonical', 'exact', 'semantic']);
  });
});
