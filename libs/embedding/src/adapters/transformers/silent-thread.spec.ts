import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordingSignals } from '@app/core/testing';
import { TransformersEmbedder } from './transformers.embedder.js';

/** How a thread behaves that is to embed a text. It ends when it is told to, unless it blocks. */
const BEHAVIOURS = {
  'hears but never answers': 'void 0',
  'is stuck': 'for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  'answers late': 'setTimeout(() => parentPort.postMessage({ embedding: "late" }), 400)',
};
const ANSWERS = 'parentPort.postMessage({ embedding: "in time" })';

describe('a thread that falls silent', () => {
  let folder: string;
  let script: string;
  let starts: string;
  let signals: RecordingSignals;
  let embedder: TransformersEmbedder;

  /** @param turns what the first, the second and every later thread does with a text. */
  const open = (turns: readonly string[], deadlineMs = 5_000, textMs = 100) => {
    const text = `
      const { appendFileSync, readFileSync } = require('node:fs');
      const { parentPort } = require('node:worker_threads');
      appendFileSync(${JSON.stringify(starts)}, '.');
      const number = readFileSync(${JSON.stringify(starts)}).length - 1;
      const turns = [${turns.map((turn) => `() => { ${turn} }`).join()}];
      const turn = turns[Math.min(number, turns.length - 1)];
      parentPort.on('message', (message) => (message.close ? parentPort.close() : turn()));
      parentPort.postMessage({ ready: true });`;
    writeFileSync(script, text);
    writeFileSync(starts, '');
    const limits = { waiting: 64, deadlineMs };
    const settings = { script, loadMs: 5_000, textMs, closeMs: 500 };
    embedder = new TransformersEmbedder(undefined, signals, limits, settings);
  };

  beforeEach(() => {
    signals = new RecordingSignals();
    // A thread of the test before may still be about to read its script.
    folder = mkdtempSync(join(tmpdir(), 'ragcache-silent-'));
    script = join(folder, 'silent.worker.cjs');
    starts = join(folder, 'starts');
  });
  afterEach(async () => {
    await embedder.close();
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(BEHAVIOURS))('is replaced when it %s', async (_, turn) => {
    open([turn, ANSWERS]);
    const [lost, next] = [embedder.embed('one'), embedder.embed('two')];
    await expect(lost).rejects.toMatchObject({ fault: 'failed', cause: { fault: 'timeout' } });
    expect(await next).toBe('in time');
    expect(signals.states).toEqual(['embedder:down', 'embedder:up']);
    await sleep(500);
    expect(await embedder.embed('three')).toBe('in time');
  });

  it('is replaced when it never becomes ready', async () => {
    writeFileSync(script, 'setInterval(() => undefined, 1_000);');
    const settings = { script, loadMs: 100, textMs: 100, closeMs: 500 };
    embedder = new TransformersEmbedder(undefined, signals, undefined, settings);
    await expect(embedder.warmUp()).rejects.toMatchObject({ fault: 'failed', cause: { fault: 'timeout' } });
    expect(signals.states).toEqual(['embedder:down']);
  });

  it('is not replaced again and again while it holds on to what it has', async () => {
    open([BEHAVIOURS['is stuck']], 200, 20);
    const until = performance.now() + 2_000;
    while (performance.now() < until) await embedder.embed('text').catch(() => undefined);
    expect(readFileSync(starts, 'utf8').length).toBeLessThanOrEqual(3);
  });

  it('fails pings from the first second on, and keeps nobody who closes it', async () => {
    open([BEHAVIOURS['is stuck']], 50, 60_000);
    await expect(embedder.embed('text')).rejects.toMatchObject({ fault: 'timeout' });
    // Both would wait for a minute, and the test may not take that long.
    await expect(embedder.ping()).rejects.toMatchObject({ fault: 'timeout' });
    await embedder.close();
  });
});
