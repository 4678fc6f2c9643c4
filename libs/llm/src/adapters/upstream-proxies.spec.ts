import { deadlineIn } from '../../testing/deadlines.js';
import { json, LoopbackServer, TunnelProxy } from '@app/http/testing';
import { anUpstream, WIRES } from '../../testing/upstreams.js';
import { OpenAiLlmProvider } from './openai/openai.llm-provider.js';
import { HttpClient, type Proxies } from '@app/http';

describe('The proxies of upstream calls', () => {
  let server: LoopbackServer;
  let proxy: TunnelProxy;
  let address: string;

  beforeEach(async () => {
    server = await LoopbackServer.start((response) => json(response, 200, WIRES.openai.whole('Hello')));
    proxy = new TunnelProxy();
    address = await proxy.start(server);
  });

  afterEach(async () => {
    await proxy.close();
    await server.close();
  });

  async function ask(origin: string, proxies: Proxies): Promise<string> {
    const http = new HttpClient(proxies);
    const provider = new OpenAiLlmProvider(anUpstream('openai', origin), http);
    const request = { model: 'm', prompt: 'Hi', maxTokens: 8 };
    try {
      return (await provider.complete(request, deadlineIn(2_000))).text;
    } finally {
      await http.onApplicationShutdown();
    }
  }

  it('goes through the proxy for http', async () => {
    expect(await ask('http://llm.test', { http: address })).toBe('Hello');
    expect(proxy.asked).toEqual(['llm.test:80']);
  });

  it('goes through the proxy for https', async () => {
    await expect(ask('https://llm.test', { https: address })).rejects.toMatchObject({
      code: 'upstream_unreachable',
    });
    expect(proxy.asked).toEqual(['llm.test:443']);
  });

  it.each(['127.0.0.1', 'other.test, 127.0.0.1', '*'])(
    'goes straight to hosts in NO_PROXY=%s',
    async (noProxy) => {
      expect(await ask(server.origin, { http: address, https: address, noProxy })).toBe('Hello');
      expect(proxy.asked).toEqual([]);
    },
  );

  it('goes straight when no proxy is configured, whatever the process was started with', async () => {
    const before = { ...process.env };
    process.env.http_proxy = address;
    try {
      expect(await ask(server.origin, {})).toBe('Hello');
      expect(proxy.asked).toEqual([]);
    } finally {
      process.env = before;
    }
  });
});
