import * as fc from 'fast-check';
import { memoryCache, type MemoryCache } from '@app/cache/testing';
import { RecordingSignals } from '@app/core/testing';
import { ModelCatalog } from '@app/llm';
import { routesTo, ScriptedLlmProvider, type ScriptedCall } from '@app/llm/testing';
import { AnswerQuestion } from './answer-question.js';
import { AnswerReport } from './answer-report.js';
import { FindAnswer } from './find-answer.js';
import { MemoryFlightBoard } from './flights/adapters/memory.flight-board.js';
import { SingleFlight } from './flights/single-flight.js';
import type { QueryCommand } from './query-command.js';
import type { AnswerEvent } from './query-result.js';
import { RequestResolver, type QuerySettings } from './resolve/request-resolver.js';
import { RuleBook } from './rules/rule-book.js';
import { ModelClient } from './upstream/model-client.js';
import { UpstreamGate } from './upstream/upstream-gate.js';
import { UpstreamJobs } from './upstream/upstream-job.js';

const NO_RULES = new RuleBook({ rules: [], builtIn: [] }, new RecordingSignals());

const SETTINGS: QuerySettings = {
  defaultProvider: 'openai',
  defaultModels: { openai: 'model-a', anthropic: 'model-c' },
  defaultMaxTokens: 100,
  cacheMode: 'on',
  ttlSeconds: 60,
  staleSeconds: 0,
  timeoutMs: 5_000,
};

const neverTheSame = (parts: ScriptedCall = {}) =>
  new ScriptedLlmProvider((_, call) => ({ pieces: ['Answer ', `${call}.`], delayMs: 5, ...parts }));

/** The use case over memory and a model that never says the same thing twice. */
async function useCase(llm = neverTheSame()) {
  const cache = await memoryCache({ SEMANTIC_THRESHOLD: 0.5, SEMANTIC_BUDGET_MS: 5_000 });
  const { clock, signals, reader, writer, statistics } = cache;
  const upstreams = { openai: llm, anthropic: llm };
  const catalog = new ModelCatalog({ aliases: new Map(), prices: new Map() });
  const gate = new UpstreamGate(10, signals);
  const jobs = new UpstreamJobs({ gate, catalog, clock, reader, writer });
  const answering = new AnswerQuestion({
    resolver: new RequestResolver({ catalog, routes: routesTo(), clock, signals, rules: NO_RULES }, SETTINGS),
    finder: new FindAnswer(reader, new SingleFlight(new MemoryFlightBoard(clock), jobs)),
    client: new ModelClient(upstreams),
    report: new AnswerReport({ catalog, clock, statistics }),
  });
  const ask = (parts: Partial<QueryCommand> = {}) =>
    answering.answer(
      { tenant: 'acme', writer: 'test', query: 'Who is on call?', ...parts },
      new AbortController(),
    );
  const stream = (parts: Partial<QueryCommand> = {}, caller = new AbortController()) =>
    answering.stream({ tenant: 'acme', writer: 'test', query: 'Who is on call?', ...parts }, caller);
  return { cache, llm, ask, stream };
}

/** What a reader of a stream gets: its pieces, what was known before them, and what became of it. */
async function read(events: AsyncIterable<AnswerEvent>) {
  const pieces: string[] = [];
  let head: AnswerEvent | undefined;
  for await (const event of events) {
    if (event.type === 'done') return { head, pieces, ...event.result };
    if (event.type === 'delta') pieces.push(event.text);
    else head = event;
  }
  throw new Error('The stream has no end.');
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
    expect(outcome).toEqual({ ...miss, notStored: 'registry-unavailable' });
    expect(llm.calls).toBe(1);
    await cache.writer.drain();
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

describe('a streamed answer', () => {
  it('comes piece by piece from the model, and whole from memory', async () => {
    const { llm, ask, stream } = await useCase();
    expect(await read(stream())).toMatchObject({
      ...{ head: { cache: miss }, pieces: ['Answer ', '0.'] },
      ...{ answer: { text: 'Answer 0.' }, cache: { ...miss, stored: true } },
    });
    expect(await read(stream())).toMatchObject({
      ...{ head: undefined, pieces: [], answer: { text: 'Answer 0.' }, cache: { kind: 'hit' } },
    });
    expect((await ask()).cache.kind).toBe('hit');
    expect(llm.calls).toBe(1);
  });

  it('shares one call with 20 others, whole and streamed alike, whoever came first', async () => {
    for (const isStreamFirst of [true, false]) {
      const { llm, ask, stream } = await useCase();
      const texts = Array.from({ length: 20 }, async (_, at) => {
        const { answer } = await ((at % 2 === 0) === isStreamFirst ? read(stream()) : ask());
        return answer.text;
      });
      expect(await Promise.all(texts)).toEqual(Array(20).fill('Answer 0.'));
      expect(llm.calls).toBe(1);
    }
  });

  it('aborts its call and leaves nothing when its only reader breaks off', async () => {
    const { cache, llm, stream } = await useCase(neverTheSame({ pauseMs: 50 }));
    for await (const event of stream()) if (event.type === 'delta') break;
    await new Promise(setImmediate);
    await cache.writer.drain();
    expect([llm.aborted, llm.calls]).toEqual([1, 1]);
    expect((await read(stream())).cache).toMatchObject({ kind: 'miss', stored: true });
  });

  it('goes on for those who wait when its reader breaks off, and is remembered', async () => {
    const { llm, ask, stream } = await useCase(neverTheSame({ pauseMs: 20 }));
    const leaving = stream();
    await leaving.next();
    const stays = ask();
    await leaving.next();
    await leaving.return();
    expect(await stays).toMatchObject({
      answer: { text: 'Answer 0.' },
      cache: { collapsed: true, stored: true },
    });
    expect([llm.aborted, llm.calls]).toEqual([0, 1]);
  });

  it('fails with the call, before or after its first piece, and leaves nothing', async () => {
    const error = new Error('cut');
    const { stream } = await useCase(
      new ScriptedLlmProvider([{ pieces: [], error }, { pieces: ['An '], error }, {}]),
    );
    const events = stream();
    await events.next();
    await expect(events.next()).rejects.toBe(error);
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const { type } of stream()) seen.push(type);
    })();
    await expect(reading).rejects.toBe(error);
    expect(seen).toEqual(['forwarded', 'delta']);
    expect((await read(stream())).cache).toMatchObject({ kind: 'miss', stored: true });
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
  'please, what is the  capital city of France',
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
