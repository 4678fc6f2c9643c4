import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ProviderName } from '@app/core';
import type { Deadline, LlmEvent, LlmProvider, LlmRequest } from '../../src/llm-provider.port.js';
import { LONGEST_DECODED } from '@app/http';
import { UpstreamError } from '../../src/errors.js';
import { deadlineIn } from '../deadlines.js';
import { eventStream, json, LoopbackServer } from '@app/http/testing';
import { until } from '../until.js';
import type { Wire } from '../wire/wire.js';

/** Makes the adapter, with a server of the spec at `origin` as its upstream. `fetch`, when given, answers in place of the server. */
export type OpenLlmProvider = (origin: string, fetch?: typeof globalThis.fetch) => Promise<LlmProvider>;

const request: LlmRequest = { model: 'a-model', prompt: 'What is 2+2?', maxTokens: 64 };
const PIECES = ['Two and ', 'twö are 四', ' — 🙂.'];
const TEXT = PIECES.join('');
const CANARY = 'CANARY-of-the-upstream';

/** Positions in bytes at which a stream may end and be complete: after an event that completes it, with or without its blank line. */
function wholeAt({ streamed, needed }: Wire): Set<number> {
  const stream = streamed(PIECES);
  const least = needed(stream).length - 2;
  const ends = [...stream.matchAll(/\n\n/g)].map(({ index }) => index).filter((end) => end >= least);
  return new Set(
    ends.flatMap((end) => [end, end + 1, end + 2]).map((end) => Buffer.byteLength(stream.slice(0, end))),
  );
}

/** The contract of `LlmProvider`, as a suite against a real HTTP server that speaks the adapter's wire format. */
export function describeLlmProvider(
  name: ProviderName,
  open: OpenLlmProvider,
  { wire }: { readonly wire: Wire },
): void {
  describe(`LlmProvider: ${name}`, () => {
    let server: LoopbackServer;
    let provider: LlmProvider;

    beforeEach(async () => {
      server = await LoopbackServer.start((response) => json(response, 200, wire.whole(TEXT)));
      provider = await open(server.origin);
    });

    afterEach(() => server.close());

    const ask = (deadline = deadlineIn(5_000)) => provider.complete(request, deadline);
    const read = (deadline = deadlineIn(5_000)) => collect(provider.stream(request, deadline));

    it('gives a whole answer with text, finish reason, model, usage and the message as received', async () => {
      expect(await ask()).toEqual({
        text: TEXT,
        finishReason: 'stop',
        provider: name,
        model: wire.model,
        usage: wire.usage,
        raw: wire.whole(TEXT),
      });
      expect(server.requests[0]).toMatchObject({ method: 'POST', path: wire.path });
    });

    it('tells when the request goes out, and neither sends nor tells once nobody waits', async () => {
      const left = AbortSignal.abort();
      let told = 0;
      const telling = (deadline: Deadline): Deadline => ({ ...deadline, onSend: () => void told++ });
      await expect(ask(telling(deadlineIn(5_000, left)))).rejects.toThrow();
      await read(telling(deadlineIn(5_000, left)));
      expect([told, server.requests.length]).toEqual([0, 0]);
      await ask(telling(deadlineIn(5_000)));
      expect([told, server.requests.length]).toEqual([1, 1]);
    });

    it('streams the pieces, and ends with the answer that the same call gives whole', async () => {
      server.reply = (response) => void eventStream(response).end(wire.streamed(PIECES));
      const { text, answer } = await read();
      expect(text).toBe(TEXT);
      const { raw, ...facts } = answer!;
      expect(facts).toEqual({
        text: TEXT,
        finishReason: 'stop',
        provider: name,
        model: wire.model,
        usage: wire.usage,
      });
      expect(raw).toMatchObject({ id: wire.whole(TEXT)['id'], model: wire.model });
    });

    it('reads a stream that comes byte by byte', async () => {
      server.reply = async (response) => {
        eventStream(response);
        for (const byte of Buffer.from(wire.streamed(PIECES))) {
          response.write(Buffer.of(byte));
          await new Promise(setImmediate);
        }
        response.end();
      };
      expect(await read()).toMatchObject({ text: TEXT, answer: { text: TEXT, usage: wire.usage } });
    });

    it('yields no answer from a stream that ends early, wherever it is cut, unless nothing is missing', async () => {
      const bytes = Buffer.from(wire.streamed(PIECES));
      let cut = 0;
      // From memory, because thousands of connections would take most of this suite's time and show nothing new.
      const fromMemory = await open(server.origin, async () => new Response(bytes.subarray(0, cut)));
      const whole = wholeAt(wire);
      for (; cut < bytes.length; cut++) {
        const reading = await collect(fromMemory.stream(request, deadlineIn(5_000)));
        if (isBroken(reading) === whole.has(cut))
          throw new Error(`Cut at byte ${cut}: ${JSON.stringify(reading)}`);
      }
    });

    it('yields no answer when a connection ends the stream before, in or after any of its events', async () => {
      const whole = wire.streamed(PIECES);
      const ends = [...whole.matchAll(/\n\n/g)].map(({ index }) => index);
      const needed = wire.needed(whole).length - 2;
      const cuts = ends.flatMap((end) => [end - 1, end, end + 2]).filter((cut) => cut < needed);
      server.reply = (response, call) => void eventStream(response).end(whole.slice(0, cuts[call]));
      for (const cut of cuts)
        expect({ cut, isBroken: isBroken(await read()) }).toEqual({ cut, isBroken: true });
    });

    it('fails when the connection breaks inside a stream or an answer', async () => {
      server.reply = (response) => {
        eventStream(response).write(wire.streamed(PIECES).slice(0, -40));
        setTimeout(() => response.destroy(), 20);
      };
      expect(await read()).toMatchObject({ error: { code: 'upstream_failed', retryHelps: false } });
      await expect(ask()).rejects.toMatchObject({ code: 'upstream_failed', retryHelps: false });
    });

    it.each<[string, (bytes: Buffer) => Buffer]>([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ])('reads what comes compressed, whole and streamed: %s', async (coding, compress) => {
      const headers = { 'content-type': 'text/event-stream', 'content-encoding': coding };
      server.reply = (response, call) =>
        void response
          .writeHead(200, headers)
          .end(compress(Buffer.from(call === 0 ? JSON.stringify(wire.whole(TEXT)) : wire.streamed(PIECES))));
      expect(await ask()).toMatchObject({ text: TEXT, usage: wire.usage });
      expect(await read()).toMatchObject({ text: TEXT, answer: { text: TEXT, usage: wire.usage } });
      server.reply = (response) => void response.writeHead(200, headers).end('{"text":"not so"}');
      await expect(ask()).rejects.toMatchObject({ code: 'upstream_failed' });
      expect(await read()).toMatchObject({ error: { code: 'upstream_failed' } });
    });

    it('fails on a compressed answer of which little becomes too much', async () => {
      const bomb = gzipSync(Buffer.alloc(LONGEST_DECODED + 1, ' '));
      server.reply = (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end(bomb);
      await expect(ask(deadlineIn(20_000))).rejects.toMatchObject({ code: 'upstream_failed' });
      expect(await read(deadlineIn(20_000))).toMatchObject({ error: { code: 'upstream_failed' } });
    }, 45_000);

    it('fails on an error event inside a stream', async () => {
      const half = wire.streamed(PIECES).split('\n\n').slice(0, 4).join('\n\n');
      server.reply = (response) => void eventStream(response).end(`${half}\n\n${wire.errorEvent()}`);
      const { answer, error } = await read();
      expect(answer).toBeUndefined();
      expect(error).toMatchObject({ code: expect.stringMatching(/^upstream_(failed|overloaded)$/) });
    });

    it.each(['not json', '[]', '{}', 'null', ''])('fails on an answer that is %j', async (body) => {
      server.reply = (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(body);
      };
      await expect(ask()).rejects.toMatchObject({ code: 'upstream_failed', retryHelps: false });
      expect(await read()).toMatchObject({ error: { code: 'upstream_failed' } });
    });

    it('fails on malformed events', async () => {
      server.reply = (response) => void eventStream(response).end('data: {"half": \n\n');
      expect(await read()).toMatchObject({ error: { code: 'upstream_failed' } });
    });

    it.each([
      [400, 'upstream_refused', false],
      [401, 'upstream_auth', false],
      [403, 'upstream_auth', false],
      [404, 'upstream_model', false],
      [408, 'upstream_timeout', true],
      [413, 'upstream_refused', false],
      [422, 'upstream_refused', false],
      [429, 'upstream_rate_limited', true],
      [500, 'upstream_failed', true],
      [502, 'upstream_failed', true],
      [503, 'upstream_overloaded', true],
      [504, 'upstream_timeout', true],
      [529, 'upstream_overloaded', true],
    ])(
      'maps status %i to %s, calls once, and quotes nothing of the upstream',
      async (status, code, retryHelps) => {
        server.reply = (response) => json(response, status, wire.errorBody(CANARY));
        const errors = [await ask().catch((error: unknown) => error), (await read()).error];
        for (const error of errors) {
          expect(error).toMatchObject({ code, retryHelps, upstreamIsUnwell: status >= 500 });
          expect((error as Error).message).not.toContain(CANARY);
          expect((error as Error).message).not.toContain('sk-the-secret');
        }
        expect(server.calls).toBe(2);
      },
    );

    it('passes on how long the upstream wants to be left alone', async () => {
      server.reply = (response) => json(response, 429, wire.errorBody(''), { 'retry-after': '7' });
      await expect(ask()).rejects.toMatchObject({ retryAfterMs: 7_000 });
    });

    it('says that a retry helps when nobody listens', async () => {
      await server.close();
      await expect(ask()).rejects.toMatchObject({ code: 'upstream_unreachable', retryHelps: true });
    });

    it('does not follow a redirect, and its key stays at home', async () => {
      const elsewhere = await LoopbackServer.start((response) => json(response, 200, wire.whole(TEXT)));
      for (const status of [301, 302, 303, 307, 308]) {
        server.reply = (response) => {
          response.writeHead(status, { location: `${elsewhere.origin}${wire.path}` });
          response.end();
        };
        const failure = {
          code: 'upstream_failed',
          retryHelps: false,
          detail: expect.stringContaining('redirect'),
        };
        await expect(ask()).rejects.toMatchObject(failure);
      }
      expect(elsewhere.calls).toBe(0);
      await elsewhere.close();
    });

    it.each(['before the headers', 'inside the answer'])(
      'closes the socket when aborted %s',
      async (when) => {
        const arrived = new Promise<void>((resolve) => {
          server.reply = (response) => {
            if (when === 'inside the answer')
              eventStream(response).write(wire.streamed(PIECES).slice(0, 300));
            resolve();
          };
        });
        for (const call of [
          ask,
          (deadline: ReturnType<typeof deadlineIn>) => read(deadline).then(throwError),
        ]) {
          const caller = new AbortController();
          const calls = server.calls;
          const failing = expect(call(deadlineIn(5_000, caller.signal))).rejects.toMatchObject({
            code: 'upstream_timeout',
            upstreamIsUnwell: false,
          });
          await arrived;
          await until(() => server.calls > calls);
          await new Promise((resolve) => setTimeout(resolve, 20));
          const left = performance.now();
          caller.abort();
          await failing;
          await until(() => server.aborts.length === server.calls);
          expect(server.aborts.at(-1)! - left).toBeLessThan(200);
        }
      },
    );

    it('ends by the deadline, which then is the fault of the upstream', async () => {
      server.reply = () => undefined;
      const failure = { code: 'upstream_timeout', upstreamIsUnwell: true };
      await expect(ask(deadlineIn(50))).rejects.toMatchObject(failure);
    });

    it('closes the socket when the reader breaks off the stream', async () => {
      server.reply = (response) => void eventStream(response).write(wire.streamed(PIECES).slice(0, -20));
      for await (const event of provider.stream(request, deadlineIn(5_000)))
        if (event.type === 'delta') break;
      await until(() => server.aborts.length === 1);
    });

    it('writes nothing to the console, whatever the model and however it ends', async () => {
      const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
      const spies = methods.map((method) => jest.spyOn(console, method).mockImplementation());
      for (const model of ['claude-opus-4-5', 'constructor', 'a-model']) {
        server.reply = (response) => json(response, 200, wire.whole(TEXT));
        await provider.complete({ ...request, model }, deadlineIn(5_000));
        server.reply = (response) => void eventStream(response).end(`data: {"${CANARY}\n\n`);
        await collect(provider.stream({ ...request, model }, deadlineIn(5_000)));
      }
      expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
      for (const spy of spies) spy.mockRestore();
    });

    it('does not call at all when its caller has left', async () => {
      await expect(ask(deadlineIn(5_000, AbortSignal.abort()))).rejects.toMatchObject({
        code: 'upstream_timeout',
      });
      expect(server.calls).toBe(0);
    });
  });
}

interface Collected {
  readonly text: string;
  readonly answer?: Extract<LlmEvent, { type: 'answer' }>['answer'];
  readonly error?: unknown;
}

async function collect(events: AsyncIterable<LlmEvent>): Promise<Collected> {
  const texts: string[] = [];
  let answer: Collected['answer'];
  const take = (event: LlmEvent) =>
    event.type === 'delta' ? void texts.push(event.text) : void (answer = event.answer);
  try {
    for await (const event of events) take(event);
    return { text: texts.join(''), answer };
  } catch (error) {
    return { text: texts.join(''), answer, error };
  }
}

function isBroken({ answer, error }: Collected): boolean {
  return !answer && error instanceof UpstreamError && error.code === 'upstream_failed' && !error.retryHelps;
}

function throwError({ error }: Collected): void {
  if (error) throw error as Error;
}
