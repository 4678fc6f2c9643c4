import type { ServerResponse } from 'node:http';
import { RawModel, respond } from '../../support/raw.model.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { ANTHROPIC, freshModel, OPENAI } from './dialects.js';

const QUESTION = 'Which days is the library closed?';
const UNREAD = 'x'.repeat(1_100_000);

const choice = (content: string) => ({
  index: 0,
  message: { role: 'assistant', content },
  finish_reason: 'stop',
});
const completion = (more: object = {}) => ({
  ...{ id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [choice('On Sundays.')] },
  ...more,
});
const message = (more: object = {}) => ({
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude', stop_reason: 'end_turn' },
  ...{ content: [{ type: 'text', text: 'On Sundays.' }], usage: { input_tokens: 1, output_tokens: 1 } },
  ...more,
});

describe('the drop-in endpoints', () => {
  const model = new RawModel();
  let stage: ConformanceStage;
  beforeAll(async () => {
    const url = await model.open();
    stage = await openConformanceStage({ OPENAI_BASE_URL: `${url}/v1`, ANTHROPIC_BASE_URL: url });
  });
  beforeEach(() => model.says(completion()));
  afterAll(async () => {
    await stage.close();
    model.close();
  });

  const ask = (more: object = {}) => OPENAI.ask(QUESTION, { model: freshModel(), ...more });
  const at = (path: string) => ({ ...OPENAI, path });

  describe('met by an odd request', () => {
    it.each(['/%761/chat/completions', '/v1/chat/%63ompletions'])(
      'know their path spelled %s',
      async (path) => {
        const body = ask();
        expect(await stage.post(at(path), body)).toMatchObject({ status: 200, cache: 'MISS' });
        expect(await stage.post(OPENAI, body)).toMatchObject({ status: 200, cache: 'HIT' });
        const refused = await stage.post(at(path), '{');
        expect(refused.json()).toMatchObject(OPENAI.errorShape);
      },
    );

    it.each([
      [62, 'HIT'],
      [63, 'HIT'],
      [64, 'HIT'],
      [65, 'BYPASS'],
    ])('take a body of %i levels: %s', async (levels, cache) => {
      const nested: unknown = JSON.parse('['.repeat(levels - 1) + ']'.repeat(levels - 1));
      const body = ask({ nested });
      expect(await stage.post(OPENAI, body)).toMatchObject({ status: 200 });
      expect(await stage.post(OPENAI, body)).toMatchObject({ status: 200, cache });
    });

    it.each(['cache', 'c\\u0061che'])('keep the block called "%s" from the provider', async (name) => {
      const text = JSON.stringify(ask()).replace(/}$/, `,"${name}":{"mode":"off"}}`);
      expect(await stage.post(OPENAI, text)).toMatchObject({ status: 200, cache: 'BYPASS' });
      expect(model.bodies.at(-1)).not.toContain(name);
      const long = text.replace('{', `{"long":"${UNREAD}",`);
      expect(await stage.post(OPENAI, long)).toMatchObject({ status: 200, cache: 'BYPASS' });
      expect(model.bodies.at(-1)).not.toContain(name);
    });

    it.each([`{"\\x":1,"cache":1,"a":"${UNREAD}"}`, `[{"cache":1},"${UNREAD}"]`, `${UNREAD}"cache`])(
      'leave it to the provider to read what they do not: %#',
      async (text) => {
        expect(await stage.post(OPENAI, text)).toMatchObject({ status: 200, cache: 'BYPASS' });
      },
    );
  });

  describe('met by an odd answer', () => {
    const twice = async (dialect = OPENAI, more: object = {}) => {
      const body = dialect.ask(QUESTION, { model: freshModel(), ...more });
      return [await stage.post(dialect, body), await stage.post(dialect, body)];
    };
    const NEVER_KEPT: readonly (readonly [string, typeof OPENAI, object])[] = [
      [
        'of a model that took over',
        ANTHROPIC,
        message({ content: [{ type: 'fallback' }, { type: 'text', text: 'Hi' }] }),
      ],
      [
        'of a model that was asked instead',
        ANTHROPIC,
        message({ usage: { iterations: [{ type: 'fallback_message' }] } }),
      ],
      ['with an error beside it', OPENAI, completion({ error: { message: 'Out of luck.' } })],
      [
        'of which a choice was cut',
        OPENAI,
        completion({ choices: [choice('a'), { ...choice('b'), index: 1, finish_reason: 'length' }] }),
      ],
      [
        'of which a choice has no message',
        OPENAI,
        completion({ choices: [choice('a'), { index: 1, finish_reason: 'stop' }] }),
      ],
      [
        'with twenty choices of 300,000 letters',
        OPENAI,
        completion({ choices: Array(20).fill(choice('x'.repeat(300_000))) }),
      ],
    ];

    it.each(NEVER_KEPT)('never keep one %s', async (_, dialect, answer) => {
      model.says(answer);
      const text = JSON.stringify(answer);
      for (const reply of await twice(dialect))
        expect(reply).toMatchObject({ status: 200, cache: 'MISS', text });
    });

    it('never keep one that is not UTF-8', async () => {
      const [before, after] = JSON.stringify(completion({ choices: [choice('@')] })).split('@');
      model.says(Buffer.concat([Buffer.from(before!), Buffer.from([0xff]), Buffer.from(after!)]));
      expect(await twice()).toMatchObject(Array(2).fill({ status: 200, cache: 'MISS' }));
    });

    const FINISHED =
      'data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n' +
      'data: [DONE]\n\n';
    const streams = (begin: (response: ServerResponse) => void) => {
      model.answer = (response) => begin(response.writeHead(200, { 'content-type': 'text/event-stream' }));
    };

    it.each<[string, (response: ServerResponse) => void]>([
      ['breaks', (response) => response.write(FINISHED, () => setTimeout(() => response.destroy(), 20))],
      ['never ends', (response) => void response.write(FINISHED)],
    ])('end a stream once, though the connection %s after its terminal event', async (_, begin) => {
      streams(begin);
      for (const [reply, cache] of [
        [(await twice(OPENAI, { stream: true }))[0]!, 'MISS'],
        [(await twice(OPENAI, { stream: true }))[1]!, 'HIT'],
      ] as const) {
        expect(reply).toMatchObject({ status: 200, cache, isCut: false });
        expect(reply.text).toMatch(/data: \[DONE\]\n\n(: ragcache; [^\n]*\n)$/);
      }
    });

    it('are not to blame for a stream that is not UTF-8', async () => {
      streams((response) => void response.end(Buffer.from([0x64, 0xff, 0xfe])));
      const [reply] = await twice(OPENAI, { stream: true });
      expect(reply).toMatchObject({ status: 502 });
      expect(reply!.json()).toMatchObject({ error: { code: 'upstream_failed' } });
    });

    it('hand a frame of megabytes to all who read', async () => {
      const long = FINISHED.replace('Hi', 'x'.repeat(3_000_000));
      streams((response) => void response.end(long));
      const [reply] = await twice(OPENAI, { stream: true });
      expect(reply!.text.startsWith(long)).toBe(true);
    });

    it('leave out headers that nobody can send, and statuses that nobody knows', async () => {
      const raw = (status: number, header: string) => {
        model.answer = ({ req, socket }) => {
          req.socket.write(
            `HTTP/1.1 ${status} X\r\n${header}\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
          );
          socket?.destroySoon();
        };
      };
      raw(200, 'x-ratelimit-note: 5 €');
      expect((await twice())[0]).toMatchObject({ status: 200, text: '{}' });
      raw(600, 'x-ratelimit-note: 5');
      expect((await twice())[0]).toMatchObject({ status: 502 });
      model.says('compressed?', { 'content-encoding': 'gzip' });
      expect((await twice())[0]).toMatchObject({ status: 502 });
    });

    it('let no older answer replace a refreshed one', async () => {
      let calls = 0;
      model.answer = (response) => {
        const text = `Answer ${++calls}.`;
        setTimeout(() => respond(response, completion({ choices: [choice(text)] })), calls === 1 ? 600 : 50);
      };
      const body = ask();
      const older = stage.post(OPENAI, body);
      while (calls === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const refreshed = await stage.post(OPENAI, body, { headers: { 'cache-control': 'no-cache' } });
      expect([refreshed.cache, OPENAI.textOf(refreshed.text)]).toEqual(['REFRESH', 'Answer 2.']);
      expect(OPENAI.textOf((await older).text)).toBe('Answer 1.');
      const later = await stage.post(OPENAI, body);
      expect([later.cache, OPENAI.textOf(later.text)]).toEqual(['HIT', 'Answer 2.']);
    });
  });

  it('noted nothing unexpected', () => {
    expect(stage.service.output()).not.toContain('unexpected error');
  });
});
