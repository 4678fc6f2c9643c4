import { ModelRoutes, type ReachableRow, type WireUpstream } from '@app/llm';
import { routesTo } from '@app/llm/testing';
import { relayRoute } from './relay-route.js';

const ROW: ReachableRow = {
  ...{ name: 'groq', kind: 'openai', wire: {} as WireUpstream, baseUrl: 'https://x', auth: 'bearer' },
  ...{ pathStyle: 'v1', query: {}, headers: {}, models: ['llama-*'], fallback: [] },
  variables: { apiKey: '', baseUrl: '' },
};

describe('the route of a request that is passed on', () => {
  const routes = new ModelRoutes(routesTo().shorthand, [ROW]);
  const routed = (path: string, text?: string) => {
    const body = text === undefined ? undefined : Buffer.from(text);
    const { upstream, ...sent } = relayRoute(routes, 'openai', { tenant: 'acme', path, body });
    return { ...sent, name: upstream.name, body: (sent.body as Buffer | undefined)?.toString() };
  };

  it.each([
    ['{"model":"llama-3","x":1.0}', 'groq', '{"model":"llama-3","x":1.0}', 'llama-3'],
    ['{"x":1.0,"model":"groq/embed"}', 'groq', '{"x":1.0,"model":"embed"}', 'embed'],
    ['{"model":"gpt-4o"}', 'openai', '{"model":"gpt-4o"}', 'gpt-4o'],
    ['{"input":"x"}', 'openai', '{"input":"x"}', undefined],
    ['{"model":7}', 'openai', '{"model":7}', undefined],
    ['\u001f\u008b compressed', 'openai', '\u001f\u008b compressed', undefined],
  ])('follows the model of the body %j', (body, name, sent, model) => {
    expect(routed('/embeddings', body)).toEqual({
      ...{ name, model, body: sent, path: '/embeddings' },
    });
  });

  it.each([
    ['/models/llama-3', 'groq', '/models/llama-3'],
    ['/models/groq%2Fwhisper', 'groq', '/models/whisper'],
    ['/models/groq/whisper', 'groq', '/models/whisper'],
    ['/models/groq%2Fa%2Fb', 'groq', '/models/a%2Fb'],
    ['/models/gpt-4o', 'openai', '/models/gpt-4o'],
    ['/models', 'openai', '/models'],
    ['/files/f-1', 'openai', '/files/f-1'],
  ])('follows the model of the path %s', (path, name, sent) => {
    expect(routed(path)).toMatchObject({ name, path: sent });
  });

  it.each(['/models/groq%2F..%2Ffiles', '/models/groq/%2e%2e/files', '/models/groq%2F%2Ffiles'])(
    'leads to no other route by %s',
    (path) => expect(() => routed(path)).toThrow('Such a path is not passed on.'),
  );

  it('asks for what was made where it was made', () => {
    const passed = { tenant: 'acme', path: '/responses/resp_1' };
    expect(relayRoute(routes, 'openai', { ...passed, home: ROW }).upstream).toBe(ROW);
    expect(relayRoute(routes, 'openai', passed).upstream.name).toBe('openai');
  });

  it.each([
    ['gpt-4o', 'gpt-4o'],
    ['groq/llama-3', 'llama-3'],
  ])('asks for it there whatever model the body names: %s', (model, name) => {
    const body = Buffer.from(JSON.stringify({ model }));
    const passed = { tenant: 'acme', path: '/assistants/asst_1', body, home: ROW };
    const { upstream, ...sent } = relayRoute(routes, 'openai', passed);
    expect(upstream).toBe(ROW);
    expect([sent.model, (sent.body as Buffer).toString()]).toEqual([name, JSON.stringify({ model: name })]);
  });

  it('asks for it at the upstream of the variables, too', () => {
    const { openai } = routes.shorthand;
    const passed = { tenant: 'acme', path: '/assistants/asst_1', body: Buffer.from('{"model":"llama-3"}') };
    expect(relayRoute(routes, 'openai', { ...passed, home: openai }).upstream).toBe(openai);
    expect(relayRoute(routes, 'openai', passed).upstream.name).toBe('groq');
  });

  it('guesses no upstream for a body whose model is out of reach', () => {
    const body = Buffer.from(`{"input":[${'"x",'.repeat(100_000)}"x"],"model":"groq/m"}`);
    const passed = { tenant: 'acme', path: '/embeddings', body };
    expect(() => relayRoute(routes, 'openai', passed)).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        errors: [{ path: 'model', message: 'must come first in a body as large as this one' }],
      }) as Error,
    );
    expect(relayRoute(routesTo(), 'openai', passed).body).toBe(body);
    expect(relayRoute(routes, 'openai', { ...passed, home: ROW }).upstream).toBe(ROW);
  });

  it('changes nothing where there are no rows', () => {
    const passed = {
      tenant: 'acme',
      path: '/models/groq%2Fx',
      search: '',
      body: Buffer.from('{"model":"m"}'),
    };
    const { upstream, ...sent } = relayRoute(routesTo(), 'openai', passed);
    expect([upstream.name, sent]).toEqual(['openai', { path: '/models/groq%2Fx', body: passed.body }]);
  });
});
