import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { within } from '../../testing/deadlines.js';
import { json, LoopbackServer } from '../../testing/loopback.server.js';
import { anUpstream, WIRES } from '../../testing/upstreams.js';
import { OpenAiLlmProvider } from './openai/openai.llm-provider.js';
import { UpstreamNetwork, type Proxies } from './upstream-network.js';

/** A proxy that tunnels every CONNECT to one server of the spec, whatever host it was asked for. */
class TunnelProxy {
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer();

  async start(target: LoopbackServer): Promise<string> {
    this.server.on('connect', (request, socket) => {
      this.asked.push(request.url ?? '');
      const upstream = connect(Number(new URL(target.origin).port), '127.0.0.1');
      for (const end of [upstream, socket as Socket]) {
        this.sockets.add(end);
        end.on('error', () => undefined);
      }
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('UpstreamNetwork', () => {
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
    const network = new UpstreamNetwork(proxies);
    const provider = new OpenAiLlmProvider(anUpstream('openai', origin), network);
    const request = { model: 'm', prompt: 'Hi', maxTokens: 8 };
    try {
      return (await provider.complete(request, within(2_000))).text;
    } finally {
      await network.onApplicationShutdown();
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
