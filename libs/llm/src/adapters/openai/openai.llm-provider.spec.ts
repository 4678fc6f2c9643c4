import { HttpClient } from '@app/http';
import { json, LoopbackServer } from '@app/http/testing';
import { deadlineIn } from '../../../testing/deadlines.js';
import { anUpstream, WIRES } from '../../../testing/upstreams.js';
import { OpenAiLlmProvider } from './openai.llm-provider.js';

describe('OpenAiLlmProvider at an upstream with deployments in its paths', () => {
  let server: LoopbackServer;
  let http: HttpClient;
  let provider: OpenAiLlmProvider;
  beforeEach(async () => {
    server = await LoopbackServer.start((response) => json(response, 200, WIRES.openai.whole('Hello')));
    http = new HttpClient({});
    const resource = { baseUrl: server.origin, pathStyle: 'deployments' as const };
    provider = new OpenAiLlmProvider(anUpstream('openai', server.origin, resource), http);
  });
  afterEach(() => Promise.all([http.close(), server.close()]));

  const ask = async (model: string) =>
    provider.complete({ model, prompt: 'Hi', maxTokens: 8 }, deadlineIn(2_000));

  it('names the model in the path', async () => {
    expect(await ask('my-gpt')).toMatchObject({ text: 'Hello' });
    expect(server.requests[0]!.path).toBe('/openai/deployments/my-gpt/chat/completions');
  });

  it('asks nothing of another path', async () => {
    await expect(ask('..')).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'model' }] });
    expect(server.calls).toBe(0);
  });
});
