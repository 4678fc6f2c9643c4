import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RecordingSignals } from '@app/core/testing';
import { openModelFolder } from './model-folder.js';
import { TransformersEmbedder } from './transformers.embedder.js';

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
    expect(signals.level('embedding_queue')).toBe(2);
    const outcomes = await Promise.allSettled(asked);
    expect(signals.level('embedding_queue')).toBe(0);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[3]).toMatchObject({ reason: { fault: 'queue-full' } });
  });

  it('lets a text go at its deadline', async () => {
    open({ waiting: 10, deadlineMs: 1 });
    await expect(embedder.embed('loading the model takes longer than this')).rejects.toMatchObject({
      fault: 'timeout',
    });
  });

  it('has no room taken by texts whose callers left', async () => {
    open({ waiting: 2, deadlineMs: 5_000 });
    const leaving = new AbortController();
    const stays = embedder.embed('one');
    const left = ['two', 'three'].map((text) => embedder.embed(text, leaving.signal));
    leaving.abort();
    for (const text of left) await expect(text).rejects.toMatchObject({ fault: 'aborted' });
    expect(await Promise.all([stays, embedder.embed('four')])).toHaveLength(2);
  });

  it('sends the thread only texts that somebody waits for', async () => {
    await open().warmUp();
    const post = jest.spyOn(Worker.prototype, 'postMessage');
    const leaving = new AbortController();
    const all = [
      embedder.embed('one'),
      embedder.embed('two', leaving.signal),
      embedder.embed('three'),
    ] as const;
    leaving.abort();
    await Promise.allSettled(all);
    expect(post.mock.calls.map(([message]) => message as unknown)).toEqual([
      { text: 'one' },
      { text: 'three' },
    ]);
    post.mockRestore();
  });

  it('fails the text in progress when the thread crashes, and goes on with a new one', async () => {
    const post = jest.spyOn(Worker.prototype, 'postMessage');
    await open().warmUp();
    const thread = post.mock.contexts[0] as Worker;
    post.mockRestore();
    const exited = new Promise((resolve) => thread.once('exit', resolve));
    // A message that is none: the worker throws, and Node ends the thread.
    thread.postMessage(null);
    const lost = embedder.embed('this one is lost');
    const next = embedder.embed('this one waits');
    await expect(lost).rejects.toMatchObject({ fault: 'failed' });
    expect(await exited).toBe(1);
    expect((await next).vector).toHaveLength(384);
    expect(signals.states).toEqual(['embedder:down', 'embedder:up']);
  });

  it('finishes the text in progress when it is closed, and gives up those that wait', async () => {
    await open().warmUp();
    const inProgress = embedder.embed('one '.repeat(200));
    const waiting = embedder.embed('two');
    const closed = embedder.close();
    await expect(waiting).rejects.toMatchObject({ fault: 'closed' });
    expect((await inProgress).vector).toHaveLength(384);
    await closed;
  });

  it('does not let a megabyte hold the thread for long', async () => {
    await open().warmUp();
    /** Microseconds of processor time, in whichever thread. */
    const workFor = async (letters: number) => {
      const before = process.cpuUsage();
      expect((await embedder.embed('漢'.repeat(letters))).truncated).toBe(true);
      return process.cpuUsage(before).user;
    };
    const plain = await workFor(1_000);
    expect(await workFor(1 << 20)).toBeLessThan(10 * plain);
  });

  it('leaves the event loop to others while it computes', async () => {
    await open().warmUp();
    const texts = Array.from({ length: 50 }, (_, n) => `Which is question number ${n} of the list?`);
    let [turns, isOver] = [0, false];
    const turn = () => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    turn();
    await Promise.all(texts.map((text) => embedder.embed(text)));
    isOver = true;
    // If it computed in this thread, there would be a few for each text.
    expect(turns).toBeGreaterThan(20 * texts.length);
  });
});

describe('with a model that is no model', () => {
  const MODEL = join(__dirname, '../../../../../models/all-MiniLM-L6-v2');
  const parents: string[] = [];
  const folderWith = (changed: Readonly<Record<string, string>>) => {
    const parent = mkdtempSync(join(tmpdir(), 'ragcache-model-'));
    parents.push(parent);
    const folder = join(parent, 'other-model');
    mkdirSync(join(folder, 'onnx'), { recursive: true });
    for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
      copyFileSync(join(MODEL, file), join(folder, file));
    for (const [file, text] of Object.entries(changed)) writeFileSync(join(folder, file), text);
    return folder;
  };
  afterAll(() => parents.forEach((parent) => rmSync(parent, { recursive: true })));

  it('says what is missing', () => {
    expect(() => openModelFolder('/nowhere')).toThrow(/EMBEDDING_MODEL_PATH .* has no config.json/);
    expect(() => openModelFolder(folderWith({}))).toThrow(/has no onnx\/model_quantized.onnx/);
  });

  it.each([
    ['{', /config.json is not JSON/],
    ['{}', /has no hidden_size/],
    ['null', /has no hidden_size/],
  ])('says what is wrong with the config %s', (config, problem) => {
    const folder = folderWith({ 'onnx/model_quantized.onnx': '', 'config.json': config });
    expect(() => openModelFolder(folder)).toThrow(problem);
  });

  it('takes name and dimension from the folder, and trusts it with any language', () => {
    const folder = folderWith({ 'onnx/model_quantized.onnx': '', 'config.json': '{"hidden_size":768}' });
    const space = { model: 'other-model', dimension: 768, version: 'v1', languages: 'any' };
    expect(openModelFolder(folder).space).toEqual(space);
  });

  it('reports it once, answers pings within a second, and closes between two attempts', async () => {
    const signals = new RecordingSignals();
    const embedder = new TransformersEmbedder(folderWith({ 'onnx/model_quantized.onnx': '?' }), signals);
    await expect(embedder.warmUp()).rejects.toMatchObject({ fault: 'failed' });
    // After three failures the next attempt is too far away for a ping.
    for (let failures = 0; failures < 4; failures++) await embedder.embed('text').catch(() => undefined);
    await expect(embedder.ping()).rejects.toMatchObject({ name: 'EmbeddingError', fault: 'timeout' });
    expect(signals.states).toEqual(['embedder:down']);
    await embedder.close();
  });
});
