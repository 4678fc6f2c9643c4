import { Clock, Signals, SystemClock } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { deadlineIn } from '../testing/deadlines.js';
import { json, LoopbackServer } from '@app/http/testing';
import { WIRES } from '../testing/upstreams.js';
import { ModelCatalog } from './catalog/model.catalog.js';
import { LlmEnv } from './llm.env.js';
import { LlmModule } from './llm.module.js';
import { LlmProviders } from './llm-provider.port.js';
import { ModelRoutes } from './upstreams/model.routes.js';

@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: Signals, useClass: RecordingSignals },
  ],
  exports: [Clock, Signals],
})
class SurroundingsModule {}

const request = { model: 'm', prompt: 'Hi', maxTokens: 8 };

describe('LlmModule', () => {
  const start = async (environment: Partial<LlmEnv>) => {
    const module = LlmModule.register(Object.assign(new LlmEnv(), environment));
    const testing = await Test.createTestingModule({ imports: [SurroundingsModule, module] }).compile();
    return testing.enableShutdownHooks();
  };

  it('gives each provider its own upstream and key', async () => {
    const server = await LoopbackServer.start((response, _, { path }) => {
      const wire = path === WIRES.openai.path ? WIRES.openai : WIRES.anthropic;
      json(response, 200, wire.whole('Hello'));
    });
    const app = await start({
      ...{ OPENAI_API_KEY: 'key-of-openai', OPENAI_BASE_URL: `${server.origin}/v1` },
      ...{ ANTHROPIC_API_KEY: 'key-of-anthropic', ANTHROPIC_BASE_URL: server.origin },
    });
    for (const name of ['openai', 'anthropic'] as const)
      expect(
        await app.get<LlmProviders>(LlmProviders)[name].complete(request, deadlineIn(2_000)),
      ).toMatchObject({
        text: 'Hello',
      });
    const [first, second] = server.requests.map(({ headers }) => headers);
    expect(first).toMatchObject({ authorization: 'Bearer key-of-openai' });
    expect(second).toMatchObject({ 'x-api-key': 'key-of-anthropic', 'anthropic-version': '2023-06-01' });
    expect(second).not.toHaveProperty('authorization');
    expect(JSON.stringify(first)).not.toContain('key-of-anthropic');
    expect(JSON.stringify(second)).not.toContain('key-of-openai');
    await app.close();
    await server.close();
  });

  it('names the variable when a provider has no key, whole and streamed', async () => {
    const app = await start({});
    const provider = app.get<LlmProviders>(LlmProviders)['openai'];
    const refusal = {
      code: 'provider_not_configured',
      detail: expect.stringMatching(/^OPENAI_API_KEY is not set\./),
    };
    await expect(provider.complete(request, deadlineIn(1_000))).rejects.toMatchObject(refusal);
    const stream = provider.stream(request, deadlineIn(1_000))[Symbol.asyncIterator]();
    await expect(stream.next()).rejects.toMatchObject(refusal);
    await app.close();
  });

  it('asks the same upstreams in their own wire formats', async () => {
    const server = await LoopbackServer.start((response) => json(response, 200, {}));
    const app = await start({ OPENAI_API_KEY: 'key-of-openai', OPENAI_BASE_URL: `${server.origin}/v1` });
    const models = { method: 'GET', path: '/models', headers: {} } as const;
    const { status } = await app.get(ModelRoutes).shorthand.openai.wire.send(models, deadlineIn(2_000));
    expect(status).toBe(200);
    expect(server.requests).toMatchObject([
      { path: '/v1/models', headers: { authorization: 'Bearer key-of-openai' } },
    ]);
    const unconfigured = app.get(ModelRoutes).shorthand.anthropic.wire.send(models, deadlineIn(2_000));
    await expect(unconfigured).rejects.toMatchObject({
      code: 'provider_not_configured',
      detail: expect.stringMatching(/^ANTHROPIC_API_KEY is not set\./),
    });
    await app.close();
    await server.close();
  });

  it('does not start with a broken models file', async () => {
    await expect(start({ MODELS_FILE: '/nowhere/models.json' })).rejects.toThrow('MODELS_FILE');
  });

  it('exports the catalog', async () => {
    const app = await start({});
    expect(app.get(ModelCatalog).resolve('haiku')).toBe('claude-haiku-4-5');
    await app.close();
  });
});
