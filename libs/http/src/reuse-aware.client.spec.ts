import type { ServerResponse } from 'node:http';
import { json, LoopbackServer, TunnelProxy } from '../testing/index.js';
import { HttpClient } from './http.client.js';
import { StaleConnection } from './reuse-aware.client.js';

const ENDS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'closed it': (response) => void response.socket?.destroy(),
  'reset it': (response) => void response.socket?.resetAndDestroy(),
};

describe('A kept connection', () => {
  let server: LoopbackServer;
  let http: HttpClient;

  beforeEach(async () => {
    server = await LoopbackServer.start((response) => json(response, 200, {}));
    http = new HttpClient({});
  });

  afterEach(async () => {
    await http.onApplicationShutdown();
    await server.close();
  });

  const ask = async (through = http) => {
    const { signal } = new AbortController();
    const { statusCode, body } = await through.request({
      method: 'POST',
      origin: server.origin,
      path: '/',
      headers: {},
      body: '{}',
      signal,
    });
    await body.text();
    // The connection is free from the next turn on.
    await new Promise(setImmediate);
    return statusCode;
  };
  /** Ends the calls with these numbers in this way, and answers the others. */
  const failing = (calls: readonly number[], end: (response: ServerResponse) => void) => {
    server.reply = (response, call) => (calls.includes(call) ? end(response) : json(response, 200, {}));
  };

  it.each(Object.keys(ENDS))('is replaced, once, when the other side has %s', async (end) => {
    failing([1], ENDS[end]!);
    expect([await ask(), await ask()]).toEqual([200, 200]);
    expect(server.calls).toBe(3);
  });

  it('is not replaced by a third: the second call on a new one fails for good', async () => {
    failing([1, 2], ENDS['reset it']!);
    await ask();
    await expect(ask()).rejects.not.toBeInstanceOf(StaleConnection);
    expect(server.calls).toBe(3);
  });

  it.each(Object.keys(ENDS))(
    'is not what fails when the other side has %s on its first call',
    async (end) => {
      failing([0], ENDS[end]!);
      await expect(ask()).rejects.not.toBeInstanceOf(StaleConnection);
      expect(server.calls).toBe(1);
    },
  );

  it('is not stale once a byte of the answer has come', async () => {
    failing([1], (response) => {
      response.socket?.write('HTTP/1.1 2');
      setImmediate(() => response.socket?.resetAndDestroy());
    });
    await ask();
    await expect(ask()).rejects.toThrow();
    expect(server.calls).toBe(2);
  });

  it('is noticed by its client when it was closed while nobody used it', async () => {
    server.reply = (response) => {
      json(response, 200, {});
      response.on('finish', () => response.socket?.end());
    };
    for (let times = 0; times < 5; times++) expect(await ask()).toBe(200);
    expect(server.calls).toBe(5);
  });

  it('is replaced through a proxy as well', async () => {
    const proxy = new TunnelProxy();
    const through = new HttpClient({ http: await proxy.start(server) });
    failing([1], ENDS['reset it']!);
    expect([await ask(through), await ask(through)]).toEqual([200, 200]);
    expect({ calls: server.calls, tunnels: proxy.asked.length }).toEqual({ calls: 3, tunnels: 2 });
    await through.onApplicationShutdown();
    await proxy.close();
  });
});
