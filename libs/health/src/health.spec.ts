import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Part } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import { EMBEDDERS, EmbeddingEnv, type Embedder } from '@app/embedding';
import { HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import { HealthReporter } from './health.reporter.js';
import { PartIndicators } from './part.indicators.js';
import { Readiness } from './readiness.js';
import { WarmUp } from './warm-up.js';

class FakePart extends Part {
  pings = 0;
  constructor(private readonly result: () => Promise<void>) {
    super();
  }
  ping(): Promise<void> {
    this.pings += 1;
    return this.result();
  }
  async close(): Promise<void> {}
}

const up = () => new FakePart(async () => {});
const down = () =>
  new FakePart(async () => {
    throw new Error('connect ECONNREFUSED redis.internal:6379');
  });
const frozen = () => new FakePart(() => new Promise(() => {}));

/** A folder that looks like a model until it is loaded. */
function brokenModel(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-broken-model-'));
  mkdirSync(join(folder, 'onnx'));
  writeFileSync(join(folder, 'config.json'), '{ "hidden_size": 384 }');
  for (const file of ['tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'])
    writeFileSync(join(folder, file), '');
  return folder;
}

async function reporterOver(parts: Record<string, Part>): Promise<HealthReporter> {
  const module = await Test.createTestingModule({
    imports: [TerminusModule.forRoot({ logger: false })],
  }).compile();
  const indicators = new PartIndicators(module.get(HealthIndicatorService), parts);
  return new HealthReporter(module.get(HealthCheckService), indicators);
}

describe('HealthReporter', () => {
  it('is ok when every part answers', async () => {
    const reporter = await reporterOver({ entries: up(), embedder: up() });
    expect(await reporter.read()).toEqual({ status: 'ok', parts: { entries: 'up', embedder: 'up' } });
  });

  it('names what is down and nothing about why', async () => {
    const reporter = await reporterOver({ entries: down(), embedder: up() });
    expect(await reporter.read()).toEqual({ status: 'degraded', parts: { entries: 'down', embedder: 'up' } });
  });

  it('takes a part that does not answer within a second for down', async () => {
    const reporter = await reporterOver({ entries: frozen() });
    expect(await reporter.read()).toEqual({ status: 'degraded', parts: { entries: 'down' } });
  });

  it('asks the parts once, however many ask it', async () => {
    const part = up();
    const reporter = await reporterOver({ entries: part });
    await Promise.all(Array.from({ length: 50 }, () => reporter.read()));
    await reporter.read();
    expect(part.pings).toBe(1);
  });
});

describe('Readiness', () => {
  it('starts, is ready, drains, never comes back, and tells each change once', () => {
    const told: string[] = [];
    const readiness = new Readiness((state) => void told.push(state));
    expect(readiness.state).toBe('starting');
    readiness.started();
    expect(readiness.state).toBe('ready');
    readiness.drain();
    readiness.drain();
    readiness.started();
    expect(readiness.state).toBe('draining');
    expect(told).toEqual(['ready', 'draining']);
  });
});

describe('WarmUp', () => {
  const warmedUp = async (warmUp: () => Promise<void>) => {
    const readiness = new Readiness();
    const signals = new RecordingSignals();
    new WarmUp({ warmUp } as Embedder, readiness, signals).onApplicationBootstrap();
    const atOnce = readiness.state;
    await new Promise(setImmediate);
    return { atOnce, afterwards: readiness.state, states: signals.states };
  };

  it('makes the process ready when the model is warm, not before', async () => {
    expect(await warmedUp(async () => {})).toEqual({
      atOnce: 'starting',
      afterwards: 'ready',
      states: ['embedder:up'],
    });
  });

  it('goes on without a model that cannot be loaded, which is reported once', async () => {
    const folder = brokenModel();
    const signals = new RecordingSignals();
    const settings = { ...new EmbeddingEnv(), EMBEDDING_MODEL_PATH: folder };
    const embedder = await EMBEDDERS.transformers.open(settings, signals);
    const readiness = new Readiness();
    new WarmUp(embedder, readiness, signals).onApplicationBootstrap();
    while (readiness.state === 'starting') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(readiness.state).toBe('ready');
    expect(signals.states).toEqual(['embedder:down']);
    await embedder.close();
    rmSync(folder, { recursive: true });
  });
});
