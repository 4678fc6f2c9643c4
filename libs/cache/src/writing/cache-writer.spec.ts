import { anAnswer, memoryCache, rememberOptions, type MemoryCache } from '../../testing/memory.cache.js';
import type { CalledAsk } from '../tiers/ask.js';

const QUESTION = 'Who is on call this week?';

describe('CacheWriter', () => {
  let cache: MemoryCache;
  beforeEach(async () => {
    cache = await memoryCache({ SEMANTIC_THRESHOLD: 0.5, SEMANTIC_BUDGET_MS: 1_000 });
  });
  afterEach(() => jest.restoreAllMocks());

  const accept = (ask: CalledAsk, text: string, parts: Parameters<typeof rememberOptions>[0] = {}) =>
    cache.writer.accept(anAnswer(text), ask, rememberOptions({ tags: ['on-call'], ...parts }));
  const answerNow = async () =>
    (await cache.reader.lookUp(cache.ask(QUESTION))).hit?.entry.payload.answer.text;
  const purge = (order: object = { tags: ['on-call'] }) =>
    cache.purge.run({ tenant: 'acme', by: 'test', ...order });

  it('serves an answer before it is stored, and after', async () => {
    const release = hold(cache.stores.entries, 'save');
    expect(accept(await cache.knownAsk(QUESTION), 'Ada')).toBeDefined();
    expect(await answerNow()).toBe('Ada');
    const levels = () =>
      (['pending_writes', 'entries', 'vectors'] as const).map((level) => cache.signals.level(level));
    expect(levels()).toEqual([1, 0, 0]);
    release();
    await cache.writer.drain();
    expect(await answerNow()).toBe('Ada');
    expect(levels()).toEqual([0, 1, 1]);
  });

  it('remembers the first answer of a namespace together with its sources', async () => {
    const ask = cache.ask(QUESTION);
    cache.clock.advance(3);
    const state = await cache.stores.registry.read(ask);
    accept({ ...ask, state, order: 1 }, 'Ada', { sources: [{ id: 'rota', version: '7' }] });
    expect(await answerNow()).toBe('Ada');
    await cache.writer.drain();
    expect(await answerNow()).toBe('Ada');
  });

  it.each([
    ['is long beside its text', (): unknown => Array<string>(20).fill('x'.repeat(300_000))],
    [
      'is nested deeper than can be written',
      (): unknown => JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)),
    ],
  ])('takes in no answer whose raw message %s', async (_, raw: () => unknown) => {
    const answer = { ...anAnswer('Ada'), raw: raw() };
    const ask = await cache.knownAsk(QUESTION);
    expect(cache.writer.accept(answer, ask, rememberOptions())).toEqual({ skipped: 'too-large' });
    expect(cache.signals.counted).toContain('skip:too-large');
    expect(await answerNow()).toBeUndefined();
  });

  describe('an answer from before a purge that comes late', () => {
    let outdated: CalledAsk;
    beforeEach(async () => {
      outdated = await cache.knownAsk(QUESTION);
      cache.clock.advance(1_000);
    });

    it.each([
      ['by tags', { tags: ['on-call'] }],
      ['of the whole tenant', {}],
    ])('leaves a fresh one alone that is still being stored, after a purge %s', async (_, order) => {
      await purge(order);
      const release = hold(cache.stores.entries, 'save');
      accept(await cache.knownAsk(QUESTION), 'fresh');
      expect(accept(outdated, 'outdated')).toEqual({ skipped: 'outdated' });
      expect(cache.signals.counted).toContain('skip:outdated');
      expect(await answerNow()).toBe('fresh');
      release();
      await cache.writer.drain();
      expect(await answerNow()).toBe('fresh');
    });

    it('does not hide a fresh one that is stored already', async () => {
      await purge();
      accept(await cache.knownAsk(QUESTION), 'fresh');
      await cache.writer.drain();
      const ask = await cache.knownAsk(QUESTION);
      const release = holdNext(cache.stores.registry, 'read');
      accept(outdated, 'outdated');
      expect((await cache.reader.recheck(ask))?.entry.payload.answer.text).toBe('fresh');
      release();
      await cache.writer.drain();
      expect(await answerNow()).toBe('fresh');
    });

    it('is let go at once, however long its vector takes', async () => {
      await purge();
      const embed = jest.spyOn(cache.embedder, 'embed').mockReturnValue(new Promise(() => {}));
      accept(outdated, 'outdated');
      await cache.writer.drain();
      embed.mockRestore();
    });
  });

  it('serves no copy of what a purge named while it was being written', async () => {
    const ask = await cache.knownAsk(QUESTION);
    const saved = jest.spyOn(cache.stores.entries, 'save');
    const release = hold(cache.stores.entries, 'remove');
    saved.mockImplementationOnce(async (record) => {
      saved.mockRestore();
      await cache.stores.registry.purges.add('acme', 'test', { tags: ['on-call'] });
      return cache.stores.entries.save(record);
    });
    accept(ask, 'purged');
    await new Promise(setImmediate);
    expect((await cache.stores.entries.find(ask.key)).body).toBeDefined();
    expect(await answerNow()).toBeUndefined();
    release();
    await cache.writer.drain();
    expect(await answerNow()).toBeUndefined();
  });

  describe('once the entry store has the answer and its vector is still being made', () => {
    beforeEach(async () => {
      accept(await cache.knownAsk('Please, who is on call this week?'), 'polite');
      await cache.writer.drain();
      cache.embedder.delayMs = 50;
      accept(await cache.knownAsk(QUESTION), 'Ada');
      await new Promise(setImmediate);
    });

    it('serves it from there in all clothes', async () => {
      expect(await answerNow()).toBe('Ada');
      const { hit } = await cache.reader.lookUp(cache.ask(`hello, ${QUESTION}`));
      expect(hit?.entry.payload.answer.text).toBe('Ada');
      await cache.writer.drain();
    });

    it('forgets it as soon as another process removes it, and its vector leads nowhere', async () => {
      await cache.stores.entries.remove({ tenant: 'acme' });
      expect(await answerNow()).toBeUndefined();
      await cache.writer.drain();
      const { hit } = await cache.reader.lookUpSimilar(await cache.knownAsk('who is on call, this week?'));
      expect(hit).toBeUndefined();
    });

    it('writes no vector when it is removed here', async () => {
      const { hit } = await cache.reader.lookUp(cache.ask(QUESTION));
      const added = jest.spyOn(cache.stores.vectors, 'add');
      expect(await cache.directory.remove('acme', hit!.entry.id, 'test')).toMatchObject({ isDone: true });
      await cache.writer.drain();
      expect(added).not.toHaveBeenCalled();
      expect(await cache.directory.find('acme', hit!.entry.id)).toBeUndefined();
    });
  });
});

/** Holds all calls of a method back until it is let go. */
function hold(part: object, method: string): () => void {
  const { spied, held, letGo } = gated(part, method);
  spied.mockImplementation(held);
  return letGo;
}

/** The same for the next call alone. */
function holdNext(part: object, method: string): () => void {
  const { spied, held, letGo } = gated(part, method);
  spied.mockImplementationOnce(held);
  return letGo;
}

function gated(part: object, method: string) {
  const methods = part as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const original = methods[method]!.bind(part);
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const held = (...given: unknown[]) => gate.then(() => original(...given));
  return { spied: jest.spyOn(methods, method), held, letGo: () => letGo() };
}
