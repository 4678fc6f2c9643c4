import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createDeflate,
  createDeflateRaw,
  createGzip,
  deflateRawSync,
  deflateSync,
  gzipSync,
} from 'node:zlib';
import type { ProviderName } from '@app/core';
import { deadlineIn } from '../../../testing/deadlines.js';
import { eventStream, json, LoopbackServer } from '@app/http/testing';
import { anUpstream, WIRES } from '../../../testing/upstreams.js';
import { until } from '../../../testing/until.js';
import type { WireCall, WireResponse } from '../../wire/wire-upstream.port.js';
import { LONGEST_DECODED, HttpClient } from '@app/http';
import { UndiciWireUpstream } from './undici.wire-upstream.js';

const call: WireCall = {
  method: 'POST',
  path: '/chat/completions',
  body: Buffer.from('{ "model":"m", "messages" : [{"role":"user","content":"\\u0048i 🙂"}] }'),
  headers: {},
};
type Zlib = ReturnType<typeof createGzip>;
const SECRET = 'sk-the-secret-of-the-spec';

async function textOf({ body }: WireResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

describe('UndiciWireUpstream', () => {
  let server: LoopbackServer;
  let http: HttpClient;

  beforeEach(async () => {
    server = await LoopbackServer.start((response) => json(response, 200, { fine: true }));
    http = new HttpClient({});
  });

  afterEach(async () => {
    await http.onApplicationShutdown();
    await server.close();
  });

  const upstream = (name: ProviderName = 'openai', baseUrl = `${server.origin}${WIRES[name].basePath}`) =>
    new UndiciWireUpstream({ ...anUpstream(name, '', { baseUrl }), apiKey: SECRET }, http);
  const send = (parts: Partial<WireCall> = {}, deadline = deadlineIn(5_000)) =>
    upstream().send({ ...call, ...parts }, deadline);

  describe('what goes out', () => {
    it('is the body byte for byte', async () => {
      await send();
      expect(server.requests[0]?.text).toBe(call.body?.toString('utf8'));
    });

    it('is told of right before, and nothing goes out once nobody waits', async () => {
      const onSend = jest.fn();
      await expect(send({}, { ...deadlineIn(5_000, AbortSignal.abort()), onSend })).rejects.toThrow();
      expect([onSend.mock.calls.length, server.requests.length]).toEqual([0, 0]);
      await send({}, { ...deadlineIn(5_000), onSend });
      expect([onSend.mock.calls.length, server.requests.length]).toEqual([1, 1]);
    });

    it("has OpenAI's key, and nothing of the caller's but the headers that shape answers", async () => {
      const callers = { authorization: 'Bearer theirs', 'x-api-key': 'theirs', 'x-stainless-lang': 'js' };
      await send({ headers: { ...callers, 'openai-beta': 'x', 'openai-organization': 'theirs' } });
      const { method, path, headers } = server.requests[0]!;
      expect({ method, path }).toEqual({ method: 'POST', path: '/v1/chat/completions' });
      expect(headers).toEqual({
        ...{ host: new URL(server.origin).host, connection: 'keep-alive' },
        ...{ accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'ragcache' },
        ...{ 'content-type': 'application/json', 'content-length': String(call.body?.length) },
        ...{ authorization: `Bearer ${SECRET}`, 'openai-beta': 'x' },
      });
    });

    it("has Anthropic's key and the version of its API that the caller names, or the usual one", async () => {
      const path = '/v1/messages?beta=true';
      const anthropic = upstream('anthropic', `${server.origin}/`);
      await anthropic.send(
        { ...call, path, headers: { 'anthropic-version': '2026-10-21' } },
        deadlineIn(5_000),
      );
      await anthropic.send({ ...call, path, headers: { 'anthropic-beta': 'b' } }, deadlineIn(5_000));
      expect(server.requests).toMatchObject([
        { path, headers: { 'x-api-key': SECRET, 'anthropic-version': '2026-10-21' } },
        { path, headers: { 'x-api-key': SECRET, 'anthropic-version': '2023-06-01', 'anthropic-beta': 'b' } },
      ]);
      expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
    });

    it('has no body when there is none', async () => {
      await send({ method: 'GET', path: '/models', body: undefined });
      expect(server.requests).toMatchObject([{ method: 'GET', path: '/v1/models' }]);
      expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
    });
  });

  describe('what comes back', () => {
    it.each([200, 400, 401, 404, 429, 500, 503, 529])(
      'is status %i with its body as sent',
      async (status) => {
        server.reply = (response) =>
          json(response, status, WIRES.openai.errorBody('As it is.'), {
            ...{ 'retry-after': '7', 'x-request-id': 'theirs', 'openai-organization': 'ours' },
          });
        const response = await send();
        expect(response).toMatchObject({ status });
        expect(response.headers).toEqual({
          ...{ 'content-type': 'application/json', 'retry-after': '7', 'x-upstream-request-id': 'theirs' },
        });
        expect(await textOf(response)).toBe(JSON.stringify(WIRES.openai.errorBody('As it is.')));
        expect(server.calls).toBe(1);
      },
    );

    it('comes piece by piece, each as soon as it is there', async () => {
      let more: () => void = () => undefined;
      server.reply = (response) => {
        eventStream(response).write('one');
        more = () => void response.end('two');
      };
      const pieces: string[] = [];
      for await (const piece of (await send()).body) {
        pieces.push(Buffer.from(piece).toString());
        more();
      }
      expect(pieces).toEqual(['one', 'two']);
    });

    it('is a failure when it is a redirect, and the key stays at home', async () => {
      const elsewhere = await LoopbackServer.start((response) => json(response, 200, {}));
      server.reply = (response) => json(response, 307, {}, { location: elsewhere.origin });
      const detail = expect.stringContaining('Set OPENAI_BASE_URL');
      await expect(send()).rejects.toMatchObject({ code: 'upstream_failed', detail });
      expect(elsewhere.calls).toBe(0);
      await elsewhere.close();
    });
  });

  describe('what comes back compressed though nobody asked for that', () => {
    const TEXT = '{"text":"Grüße 👋"}'.repeat(50);
    const ok = (headers: Record<string, string>, body: Uint8Array, status = 200) => {
      server.reply = (response) =>
        void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    };

    it.each<[string, (bytes: Buffer) => Buffer]>([
      ['gzip', gzipSync],
      ['x-gzip', gzipSync],
      ['GZip', gzipSync],
      ['deflate', deflateSync],
      ['deflate', deflateRawSync],
      ['br', brotliCompressSync],
      ['gzip, br', (bytes) => brotliCompressSync(gzipSync(bytes))],
      ['identity', (bytes) => bytes],
      [' identity , gzip ', gzipSync],
      ['', (bytes) => bytes],
    ])('is read without its coding: "%s"', async (coding, compress) => {
      for (const status of [200, 429]) {
        ok({ 'content-encoding': coding }, compress(Buffer.from(TEXT)), status);
        const response = await send();
        expect(response).toMatchObject({ status, headers: { 'content-type': 'application/json' } });
        expect(Object.keys(response.headers)).toEqual(['content-type']);
        expect(await textOf(response)).toBe(TEXT);
      }
    });

    it.each(['gzip', 'deflate', 'br'])('may be empty, whatever its %s says', async (coding) => {
      ok({ 'content-encoding': coding }, Buffer.alloc(0), 400);
      expect(await textOf(await send())).toBe('');
    });

    it.each<[string, () => Zlib]>([
      ['gzip', createGzip],
      ['deflate', createDeflate],
      ['deflate', createDeflateRaw],
      ['br', createBrotliCompress],
    ])('comes piece by piece, each as soon as it is there: %s', async (coding, create) => {
      let more: () => void = () => undefined;
      server.reply = (response) => {
        const compressed = create();
        response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': coding });
        compressed.pipe(response);
        compressed.write('one');
        compressed.flush();
        more = () => compressed.end('two');
      };
      const pieces: string[] = [];
      for await (const piece of (await send()).body) {
        pieces.push(Buffer.from(piece).toString());
        more();
      }
      expect(pieces).toEqual(['one', 'two']);
    });

    it.each<[string, (bytes: Buffer) => Buffer]>([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ])('fails when its %s is broken or ends early', async (coding, compress) => {
      const whole = compress(randomBytes(3_000));
      for (const broken of [
        whole.subarray(0, -10),
        whole.subarray(0, 1),
        Buffer.concat([Buffer.from([0xf8, 0xff]), whole]),
        Buffer.from('{"text":"Not compressed at all."}'),
      ]) {
        ok({ 'content-encoding': coding }, broken);
        await expect(textOf(await send())).rejects.toMatchObject({ code: 'upstream_failed' });
      }
    });

    const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
    it.each<[string, (bytes: Buffer) => Buffer]>([
      ['gzip', gzipSync],
      ['br', (bytes) => brotliCompressSync(bytes, quickly)],
      ['gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))],
    ])('fails when little of it becomes too much, and hangs up: %s', async (coding, compress) => {
      const bomb = compress(Buffer.alloc(LONGEST_DECODED + 1));
      server.reply = (response) => void response.writeHead(200, { 'content-encoding': coding }).write(bomb);
      let bytes = 0;
      const reading = async () => {
        for await (const piece of (await send()).body) bytes += piece.length;
      };
      await expect(reading()).rejects.toMatchObject({ code: 'upstream_failed' });
      expect(bytes).toBeLessThanOrEqual(LONGEST_DECODED);
      await until(() => server.aborts.length === 1);
    });

    it('fails when its connection breaks, and closes it when its reader leaves or its caller', async () => {
      const begin = (response: ServerResponse) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.write(gzipSync(TEXT).subarray(0, 30));
      };
      server.reply = (response) => {
        begin(response);
        setTimeout(() => response.destroy(), 20);
      };
      await expect(textOf(await send())).rejects.toMatchObject({ code: 'upstream_failed' });
      server.reply = begin;
      const caller = new AbortController();
      const response = await send({}, deadlineIn(5_000, caller.signal));
      setTimeout(() => caller.abort(), 20);
      await expect(textOf(response)).rejects.toMatchObject({ code: 'upstream_timeout' });
      await until(() => server.aborts.length === 2);
      const compressed = createGzip();
      server.reply = (answer) => {
        compressed.pipe(answer.writeHead(200, { 'content-encoding': 'gzip' }));
        compressed.write(TEXT);
        compressed.flush();
      };
      for await (const bytes of (await send()).body) if (bytes.length > 0) break;
      await until(() => server.aborts.length === 3);
    });
  });

  it.each([
    ['is coded in a way that nobody knows', 200, { 'content-encoding': 'rot13' }],
    ['is coded too many times', 200, { 'content-encoding': 'gzip, gzip, gzip, gzip' }],
    ['has a status that does not exist', 600, {}],
  ])('fails on an answer that %s, and hangs up', async (_, status, headers) => {
    server.reply = (response) => {
      response.writeHead(status, headers);
      response.write('half');
    };
    await expect(send()).rejects.toMatchObject({ code: 'upstream_failed' });
    await until(() => server.aborts.length === 1);
  });

  describe('when it ends early', () => {
    it('is unreachable when nobody listens', async () => {
      const closed = upstream();
      await server.close();
      await expect(closed.send(call, deadlineIn(5_000))).rejects.toMatchObject({
        code: 'upstream_unreachable',
      });
    });

    it('fails with what it was when the connection breaks inside the body, also before anybody reads', async () => {
      server.reply = (response) => {
        eventStream(response).write('half');
        setImmediate(() => response.destroy());
      };
      for (const pause of [0, 50]) {
        const response = await send();
        await new Promise((resolve) => setTimeout(resolve, pause));
        await expect(textOf(response)).rejects.toMatchObject({ code: 'upstream_failed' });
      }
      expect(server.calls).toBe(2);
    });

    it('does not call at all when its caller has left', async () => {
      await expect(send({}, deadlineIn(5_000, AbortSignal.abort()))).rejects.toMatchObject({
        code: 'upstream_timeout',
      });
      expect(server.calls).toBe(0);
    });

    it('closes the socket when aborted before the head or inside the body', async () => {
      const caller = new AbortController();
      server.reply = () => void setImmediate(() => caller.abort());
      await expect(send({}, deadlineIn(5_000, caller.signal))).rejects.toMatchObject({
        code: 'upstream_timeout',
      });
      await until(() => server.aborts.length === 1);

      const reader = new AbortController();
      server.reply = (response) => void eventStream(response).write('half');
      const response = await send({}, deadlineIn(5_000, reader.signal));
      setImmediate(() => reader.abort());
      await expect(textOf(response)).rejects.toMatchObject({ code: 'upstream_timeout' });
      await until(() => server.aborts.length === 2);
    });

    it('closes the socket when aborted before anybody reads', async () => {
      const caller = new AbortController();
      server.reply = (response) => void eventStream(response).write('half');
      await send({}, deadlineIn(5_000, caller.signal));
      caller.abort();
      await until(() => server.aborts.length === 1);
    });

    it('closes the socket when the reader breaks off', async () => {
      server.reply = (response) => void eventStream(response).write('half');
      for await (const bytes of (await send()).body) if (bytes.length > 0) break;
      await until(() => server.aborts.length === 1);
    });

    it('ends at once when aborted while it connects', async () => {
      const silent = createServer().listen(0, '127.0.0.1');
      const held: Socket[] = [];
      silent.on('connection', (socket) => held.push(socket));
      await once(silent, 'listening');
      const proxied = new HttpClient({
        http: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      });
      const row = { ...anUpstream('openai', 'http://llm.test'), apiKey: SECRET };
      const caller = new AbortController();
      const sending = new UndiciWireUpstream(row, proxied).send(call, deadlineIn(5_000, caller.signal));
      await until(() => held.length === 1);
      caller.abort();
      await expect(sending).rejects.toMatchObject({ code: 'upstream_timeout', upstreamIsUnwell: false });
      for (const socket of held) socket.destroy();
      await proxied.onApplicationShutdown();
      silent.close();
    });

    it('ends by the deadline, which then is the fault of the upstream', async () => {
      server.reply = () => undefined;
      const failure = { code: 'upstream_timeout', upstreamIsUnwell: true };
      await expect(send({}, deadlineIn(50))).rejects.toMatchObject(failure);
    });
  });
});
