import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { RecordingSignals } from '@app/core/testing';
import { openModelFolder } from './model-folder.js';
import { TransformersEmbedder } from './transformers.embedder.js';

const until = async (condition: () => boolean) => {
  for (let waited = 0; !condition() && waited < 5_000; waited += 10)
    await new Promise((done) => setTimeout(done, 10));
};

describe('TransformersEmbedder', () => {
  let signals: RecordingSignals;
  let embedder: TransformersEmbedder;
  const open = (limits?: { waiting: number; deadlineMs: number }) =>
    (embedder = new TransformersEmbedder(undefined, signals, limits));

  beforeEach(() => (signals = new RecordingSignals()));
  afterEach(() => embedder.close());

  it('is the shipped model, which knows English', () => {
    expect(open().space).toEqual({
      model: 'all-MiniLM-L6-v2',
      dimension: 384,
      version: 'v1',
      languages: ['en'],
    });
  });

  it.each(['Is 🦖 a dinosaur?', `What does ${'x'.repeat(120)} mean?`])(
    'reports pieces it cannot spell in %j',
    async (text) => {
      expect(await open().embed(text)).toMatchObject({ unknownPieces: true, truncated: false });
    },
  );

  it('calls 256 tokens whole and 257 truncated', async () => {
    open();
    const words = (count: number) => Array(count).fill('word').join(' ');
    expect((await embedder.embed(words(254))).truncated).toBe(false);
    expect((await embedder.embed(words(255))).truncated).toBe(true);
    const [one, other] = await Promise.all(
      ['cats', 'dogs'].map((end) => embedder.embed(`${words(255)} ${end}`)),
    );
    expect(one!.vector).toEqual(other!.vector);
  });

  it('refuses at once what exceeds its queue', async () => {
    open({ waiting: 2, deadlineMs: 5_000 });
    const asked = ['one', 'two', 'three', 'four'].map((text) => embedder.embed(text));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[3]).toMatchObject({ reason: { fault: 'queue-full' } });
  });

  it('lets a text go at its deadline', async () => {
    open({ waiting: 10, deadlineMs: 1 });
    await expect(embedder.embed('loading the model takes longer than this')).rejects.toMatchObject({
      fault: 'timeout',
    });
  });

  it('fails the text in progress when the thread dies, and goes on with a new thread within a second', async () => {
    const messages: unknown[] = [];
    const post = jest.spyOn(Worker.prototype, 'postMessage');
    open();
    await embedder.warmUp();
    const thread = post.mock.contexts[0] as Worker;
    post.mockImplementationOnce((message) => void messages.push(message));
    const lost = embedder.embed('this one is lost');
    const next = embedder.embed('this one waits');
    await until(() => messages.length > 0);
    const died = performance.now();
    await thread.terminate();
    await expect(lost).rejects.toMatchObject({ fault: 'failed' });
    expect((await next).vector).toHaveLength(384);
    expect(performance.now() - died).toBeLessThan(3_000);
    expect(signals.states).toEqual(['embedder:down', 'embedder:up']);
    post.mockRestore();
  });

  it('never blocks the event loop for long', async () => {
    await open().warmUp();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => embedder.embed(`Which is question number ${n} of the list?`)),
    );
    delay.disable();
    expect(delay.percentile(90) / 1e6).toBeLessThan(50);
  });
});

describe('openModelFolder', () => {
  it('says what is missing when there is no model', () => {
    expect(() => openModelFolder('/nowhere')).toThrow(/EMBEDDING_MODEL_PATH names no model/);
  });
});
