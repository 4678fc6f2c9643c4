import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, createBrotliCompress, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { RawModel } from '../../support/raw.model.js';
import { dispatched, STRICT_CLIENTS } from '../../support/strict.decoders.js';
import { ACME_KEY } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { type Dialect, DIALECTS, freshModel, OPENAI } from './dialects.js';

const QUESTION = 'Which days is the library closed?';
/** Longer than the service lets a stream be silent. Milliseconds. */
const SILENCE = 15_700;

const chunk = (delta: object, finish_reason: string | null = null, index = 0) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index, delta, finish_reason }] })}\n\n`;
const DONE = 'data: [DONE]\n\n';
const CHUNKS = [
  chunk({ role: 'assistant', content: 'On ' }),
  chunk({ content: 'Sundays.' }),
  chunk({}, 'stop'),
];

const event = (type: string, more: object = {}) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
const MESSAGE = {
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude', content: [], stop_reason: null },
  usage: { input_tokens: 1, output_tokens: 1 },
};
const delta = (text: string) => ({ index: 0, delta: { type: 'text_delta', text } });
const EVENTS = [
  event('message_start', { message: MESSAGE }),
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  event('content_block_delta', delta('On ')),
  event('content_block_delta', delta('Sundays.')),
  event('content_block_stop', { index: 0 }),
  event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } }),
  event('message_stop'),
];

const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const part = (text: string) => ({ type: 'output_text', annotations: [], text });
const item = (status: string, ...content: object[]) => ({
  ...{ type: 'message', id: 'msg_1', role: 'assistant', status, content },
});
const response = (status: string, ...output: object[]) => ({
  response: { id: 'resp_1', object: 'response', created_at: 1, model: 'm', status, output },
});
const RESPONSE_EVENTS = [
  event('response.created', response('in_progress')),
  event('response.output_item.added', { output_index: 0, item: item('in_progress') }),
  event('response.content_part.added', { ...place, part: part('') }),
  event('response.output_text.delta', { ...place, delta: 'On ' }),
  event('response.output_text.delta', { ...place, delta: 'Sundays.' }),
  event('response.output_text.done', { ...place, text: 'On Sundays.' }),
  event('response.content_part.done', { ...place, part: part('On Sundays.') }),
  event('response.output_item.done', { output_index: 0, item: item('completed', part('On Sundays.')) }),
  event('response.completed', response('completed', item('completed', part('On Sundays.')))),
];

const STREAMS: Readonly<Record<Dialect['name'], readonly string[]>> = {
  'chat-completions': [...CHUNKS, DONE],
  messages: EVENTS,
  responses: RESPONSE_EVENTS,
};
const withIds = (frames: readonly string[]) => frames.map((frame, id) => `id: ${id}\n${frame}`);

describe('the drop-in endpoints', () => {
  const model = new RawModel();
  let stage: ConformanceStage;
  beforeAll(async () => {
    const url = await model.open();
    stage = await openConformanceStage({ OPENAI_BASE_URL: `${url}/v1`, ANTHROPIC_BASE_URL: url });
  });
  afterAll(async () => {
    await stage.close();
    model.close();
  });

  const streams = (say: (response: ServerResponse) => unknown, headers: Record<string, string> = {}) => {
    model.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', ...headers }).flushHeaders();
      void say(response);
    };
  };
  const says = (bytes: string | Uint8Array) => streams((response) => void response.end(bytes));
  const asking = (dialect: Dialect, more: object = {}) => {
    const body = dialect.ask(QUESTION, { model: freshModel(), stream: true, ...more });
    return () => stage.post(dialect, body);
  };

  /** What the provider's own client for Node reads of a stream. */
  async function readBySdk({ name: format }: Dialect, name = freshModel()): Promise<string> {
    const { openai, anthropic } = stage.sdks();
    const body = { model: name, max_tokens: 9, messages: [{ role: 'user' as const, content: QUESTION }] };
    if (format === 'responses')
      return (await openai.responses.stream({ model: name, input: QUESTION }).finalResponse()).output_text;
    if (format === 'messages') return anthropic.messages.stream(body).finalText();
    const { model: id, messages } = body;
    const texts: string[] = [];
    for await (const { choices } of await openai.chat.completions.create({
      model: id,
      messages,
      stream: true,
    }))
      texts.push(choices[0]?.delta.content ?? '');
    return texts.join('');
  }

  describe.each(DIALECTS)('breaking the silence of %s', (_, dialect) => {
    const frames = withIds(STREAMS[dialect.name]);
    const begun = async (body: object) => {
      const sent = performance.now();
      const answer = await fetch(new URL(dialect.path, stage.service.url), {
        method: 'POST',
        headers: { ...dialect.headers(ACME_KEY), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { answer, after: performance.now() - sent };
    };

    it('sends the head at once, and comments that are no events, before the first frame and after it', async () => {
      // Two models: one is silent before its first frame, the other behind it.
      streams((response) => {
        const isLate = (model.bodies.at(-1) ?? '').includes('silent-first');
        const early = isLate ? 0 : 1;
        if (early > 0) response.write(frames[0]);
        setTimeout(() => response.end(frames.slice(early).join('')), SILENCE);
      });
      const ask = (name: string) => dialect.ask(QUESTION, { model: name, stream: true });
      const name = `${dialect.name}-${freshModel()}`;
      const late = await begun(ask(`silent-first-${name}`));
      const joined = await begun(ask(`silent-first-${name}`));
      const early = await begun(ask(`silent-later-${name}`));
      const bySdk = [
        readBySdk(dialect, `silent-first-sdk-${name}`),
        readBySdk(dialect, `silent-later-sdk-${name}`),
      ];
      for (const { answer, after } of [late, joined, early]) {
        expect(answer.status).toBe(200);
        expect(after).toBeLessThan(2_000);
        expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
        expect(answer.headers.get('cache-status')).toMatch(/^ragcache; fwd=miss/);
      }
      expect(joined.answer.headers.get('cache-status')).toContain('collapsed');
      const texts = await Promise.all([late, joined, early].map(({ answer }) => answer.text()));
      for (const text of texts.slice(0, 2)) expect(text).toMatch(/^: keep-alive\n/);
      expect(texts[2]!.startsWith(`${frames[0]}: keep-alive\n`)).toBe(true);
      for (const text of texts) {
        expect(text.replaceAll(/^:.*\n/gm, '')).toBe(frames.join(''));
        for (const client of STRICT_CLIENTS)
          expect(dispatched(client, text)).toEqual(dispatched(client, frames.join('')));
      }
      expect(await Promise.all(bySdk)).toEqual(['On Sundays.', 'On Sundays.']);
    });

    it('keeps the status of an error, however late its head comes', async () => {
      model.answer = (response) => {
        setTimeout(() => {
          response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '7' });
          response.end('{"error":{"message":"Slow down."}}');
        }, 300);
      };
      const reply = await asking(dialect)();
      expect(reply).toMatchObject({ status: 429, text: '{"error":{"message":"Slow down."}}' });
      expect(reply.headers['retry-after']).toBe('7');
    });

    it('tells what goes wrong behind the head in the stream, and leaves nothing', async () => {
      streams((response) => void setTimeout(() => response.destroy(), 200));
      const ask = asking(dialect);
      const broken = await ask();
      expect([broken.status, broken.isCut]).toEqual([200, false]);
      expect(broken.text.startsWith(dialect.errorEvent)).toBe(true);
      await expect(readBySdk(dialect)).rejects.toThrow();
      says(frames.join(''));
      expect(await ask()).toMatchObject({ status: 200, cache: 'MISS' });
    });
  });

  describe.each(DIALECTS)('reading a stream of %s', (_, dialect) => {
    const whole = STREAMS[dialect.name].join('');
    const VARIANTS: readonly (readonly [string, string])[] = [
      ['as usual', whole],
      ['with CRLF', whole.replaceAll('\n', '\r\n')],
      ['with bare CR', whole.replaceAll('\n', '\r')],
      ['with a byte order mark', `\ufeff${whole}`],
      ['with a byte order mark and bare CR', `\ufeff${whole.replaceAll('\n', '\r')}`],
      ['without its last line end', whole.slice(0, -1)],
      ['without its last two line ends', whole.slice(0, -2)],
      ['with bare CR, without the last', whole.replaceAll('\n', '\r').slice(0, -1)],
      ['with bare CR, without the last two', whole.replaceAll('\n', '\r').slice(0, -2)],
      ...[1, 2, 3, 4].map((cut): [string, string] => [
        `with a byte order mark and CRLF, without the last ${cut} of its bytes`,
        `\ufeff${whole.replaceAll('\n', '\r\n').slice(0, -cut)}`,
      ]),
      ['with a comment in the end', `${whole}: cost 0.01\n`],
    ];

    it.each(VARIANTS)(
      'understands one %s, passes it on as it came, and remembers it',
      async (_name, bytes) => {
        streams((response) => {
          const half = Buffer.from(bytes).indexOf('On ') + 1;
          response.write(Buffer.from(bytes).subarray(0, half));
          setTimeout(() => response.end(Buffer.from(bytes).subarray(half)), 20);
        });
        const name = freshModel();
        expect(await readBySdk(dialect, name)).toBe('On Sundays.');
        expect(await readBySdk(dialect, name)).toBe('On Sundays.');
        const ask = asking(dialect);
        const [miss, hit] = [await ask(), await ask()];
        expect([miss.cache, hit.cache]).toEqual(['MISS', 'HIT']);
        const text = miss.text.replace(/: ragcache[^\n]*\n$/, '');
        expect(Buffer.from(text).subarray(0, Buffer.byteLength(bytes)).toString()).toBe(bytes);
        expect(text.slice(bytes.length)).toMatch(/^\n{0,2}$/);
        expect(miss.text).not.toContain(dialect.errorEvent);
        expect(dialect.textOf(hit.text)).toBe('On Sundays.');
        expect(hit.text).toMatch(dialect.terminal);
      },
    );

    const ENDS = ['\n', '\r\n', '\r'].flatMap((end) =>
      [1, 2].map((lines) => [end, lines * end.length] as const),
    );
    it.each(ENDS)(
      'takes a last event without its blank line for the end, whatever the connection does then (%j, %d missing)',
      async (end, missing) => {
        const bytes = whole.replaceAll('\n', end).slice(0, -missing);
        for (const afterwards of ['breaks', 'stays open'] as const) {
          streams((response) => {
            response.write(bytes);
            if (afterwards === 'breaks') setTimeout(() => response.destroy(), 20);
          });
          const ask = asking(dialect);
          const [miss, hit] = [await ask(), await ask()];
          expect([miss.cache, hit.cache, miss.isCut]).toEqual(['MISS', 'HIT', false]);
          expect(miss.text).not.toContain(dialect.errorEvent);
          expect(miss.text).toMatch(/; stored\n$/);
          for (const client of STRICT_CLIENTS)
            expect(dispatched(client, miss.text)).toEqual(dispatched(client, whole));
          // The service's own route speaks Chat Completions and Messages with the providers.
          if (dialect.name === 'responses') continue;
          const own = { query: QUESTION, model: freshModel(), provider: dialect.provider, stream: true };
          const { body } = await stage.service.ask(own, ACME_KEY);
          expect(body).toMatch(/event: done[^]*: ragcache; fwd=miss; stored\n$/);
        }
      },
    );

    it.each(['\n', '\r\n', '\r'])('passes each frame on as it comes, lines ending with %j', async (end) => {
      streams(async (response) => {
        for (const frame of STREAMS[dialect.name]) {
          response.write(frame.replaceAll('\n', end));
          await wait(60);
        }
        response.end();
      });
      const { chunks } = await asking(dialect)();
      expect(chunks.length).toBeGreaterThanOrEqual(STREAMS[dialect.name].length - 1);
    });
  });

  describe('reading a stream that ends without [DONE]', () => {
    const usage =
      'data: {"id":"c","model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n';

    it.each<[string, object, string]>([
      ['after its finish reason', {}, CHUNKS.join('')],
      ['after its usage', {}, CHUNKS.join('') + usage],
      ['without its last blank line', {}, CHUNKS.join('').slice(0, -2)],
      ['after a comment', {}, `${CHUNKS.join('')}: done\n\n`],
      [
        'of two choices',
        { n: 2 },
        CHUNKS.join('') + chunk({ content: 'On Sundays.' }, null, 1) + chunk({}, 'stop', 1),
      ],
    ])('takes it for whole %s', async (_, more, bytes) => {
      says(bytes);
      expect(await readBySdk(OPENAI)).toMatch(/^On Sundays\./);
      const ask = asking(OPENAI, more);
      const [miss, hit] = [await ask(), await ask()];
      expect([miss.cache, hit.cache]).toEqual(['MISS', 'HIT']);
      expect(miss.text).toMatch(/\n\n(?:: done\n\n)?: ragcache; fwd=miss; stored\n$/);
      expect(miss.text).not.toMatch(/error|\[DONE\]/);
      expect(hit.text.replace(/: ragcache[^\n]*\n$/, '').endsWith(DONE)).toBe(true);
    });

    it.each<[string, object, string]>([
      ['before its finish reason', {}, CHUNKS.slice(0, 2).join('')],
      ['inside the event with its finish reason', {}, CHUNKS.join('').slice(0, -9)],
      ['inside a line behind it', {}, `${CHUNKS.join('')}data: {"cho`],
      ['before one of two choices began', { n: 2 }, CHUNKS.join('')],
      ['before one of two choices ended', { n: 2 }, CHUNKS.join('') + chunk({ content: 'x' }, null, 1)],
    ])('takes it for broken %s', async (_, more, bytes) => {
      says(bytes);
      const ask = asking(OPENAI, more);
      const broken = await ask();
      expect(broken.text).toContain(`\n\n${OPENAI.errorEvent}`);
      expect((await ask()).cache).toBe('MISS');
    });

    it('takes a broken connection for what it is', async () => {
      streams(
        (response) => void response.write(CHUNKS.join(''), () => setTimeout(() => response.destroy(), 20)),
      );
      const ask = asking(OPENAI);
      expect((await ask()).text).toContain(`\n\n${OPENAI.errorEvent}`);
      expect((await ask()).cache).toBe('MISS');
    });

    it('takes it for whole on our own endpoint, too', async () => {
      says(CHUNKS.join(''));
      const body = { query: QUESTION, model: freshModel(), provider: 'openai', stream: true };
      const { body: text } = await stage.service.ask(body, ACME_KEY);
      expect(text).toMatch(/event: done[^]*: ragcache; fwd=miss; stored\n$/);
      expect((await stage.service.ask({ ...body, stream: false }, ACME_KEY)).body).toMatchObject({
        ...{ response: 'On Sundays.', cache_info: { cache_hit: true } },
      });
    });
  });

  describe('reading an answer that came compressed', () => {
    const CODINGS: readonly (readonly [string, (bytes: Buffer) => Uint8Array])[] = [
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
      ['deflate', deflateSync],
    ];
    const completion = JSON.stringify({
      ...{ id: 'c', object: 'chat.completion', created: 1, model: 'm' },
      choices: [{ index: 0, message: { role: 'assistant', content: 'On Sundays.' }, finish_reason: 'stop' }],
    });
    const message = JSON.stringify({
      ...{ ...MESSAGE, content: [{ type: 'text', text: 'On Sundays.' }], stop_reason: 'end_turn' },
    });
    const WHOLE = {
      ...{ 'chat-completions': completion, messages: message },
      responses: JSON.stringify(response('completed', item('completed', part('On Sundays.'))).response),
    };

    describe.each(DIALECTS)('of %s', (_, dialect) => {
      const answers = {
        whole: WHOLE[dialect.name],
        stream: STREAMS[dialect.name].join(''),
      };

      it.each(CODINGS)('gives it without its coding, whole and streamed: %s', async (coding, compress) => {
        for (const [kind, text] of Object.entries(answers)) {
          const isStream = kind === 'stream';
          const type = isStream ? 'text/event-stream' : 'application/json';
          const bytes = compress(Buffer.from(text));
          const headers = { 'content-encoding': coding, 'content-length': String(bytes.length) };
          model.answer = (response) =>
            void response.writeHead(200, { 'content-type': type, ...headers }).end(bytes);
          const body = dialect.ask(QUESTION, { model: freshModel(), stream: isStream });
          const post = () => stage.post(dialect, body, { headers: { 'accept-encoding': 'gzip, br' } });
          const [miss, hit] = [await post(), await post()];
          expect([miss.cache, hit.cache]).toEqual(['MISS', 'HIT']);
          expect(miss.text.startsWith(text)).toBe(true);
          expect(miss.headers).not.toHaveProperty('content-encoding');
          expect(dialect.textOf(hit.text)).toBe('On Sundays.');
          if (dialect.name === 'responses') continue;
          const asked = {
            query: QUESTION,
            model: freshModel(),
            provider: dialect.provider,
            stream: isStream,
          };
          const { body: own } = await stage.service.ask(asked, ACME_KEY);
          expect(isStream ? (own as string) : (own as { response: string }).response).toContain('Sundays.');
        }
        streams((response) => void response.end(compress(Buffer.from(answers.stream))), {
          'content-encoding': coding,
        });
        expect(await readBySdk(dialect)).toBe('On Sundays.');
      });

      it.each([
        ['gzip', createGzip],
        ['br', createBrotliCompress],
      ] as const)('gives a stream piece by piece: %s', async (coding, create) => {
        streams(
          async (response) => {
            const compressed = create();
            compressed.pipe(response);
            for (const frame of STREAMS[dialect.name]) {
              compressed.write(frame);
              compressed.flush();
              await wait(60);
            }
            compressed.end();
          },
          { 'content-encoding': coding },
        );
        const { chunks } = await asking(dialect)();
        expect(chunks.length).toBeGreaterThanOrEqual(STREAMS[dialect.name].length - 1);
      });

      it('gives an error with its status, and fails on what is broken', async () => {
        const error = '{"error":{"message":"Slow down."}}';
        const told = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
        model.answer = (response) => void response.writeHead(429, told).end(gzipSync(error));
        expect(await asking(dialect)()).toMatchObject({ status: 429, text: error });
        model.says(gzipSync(answers.whole).subarray(0, -20), { 'content-encoding': 'gzip' });
        const body = dialect.ask(QUESTION, { model: freshModel() });
        const broken = await stage.post(dialect, body);
        expect(broken.status).toBe(502);
        expect(broken.json()).toMatchObject(dialect.errorShape);
        const half = gzipSync(answers.stream).subarray(0, -30);
        streams((response) => void response.end(half), { 'content-encoding': 'gzip' });
        const cut = await asking(dialect)();
        expect(cut.text.includes(dialect.errorEvent) || cut.status === 502).toBe(true);
      });
    });
  });

  it('noted nothing unexpected', () => {
    expect(stage.service.output()).not.toContain('unexpected error');
  });
});
