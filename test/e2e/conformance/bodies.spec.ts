import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { APIError as AnthropicError } from '@anthropic-ai/sdk';
import { APIError as OpenAIError } from 'openai';
import { ACME_KEY } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { type Dialect, DIALECTS, freshModel } from './dialects.js';

const QUESTION = 'What is in the appendix?';
const MIB = 1_048_576;
const LIMIT = 3 * MIB;
const BLOCK = '"cache": {"ttl": 60, "tags": ["}"]}';
const LARGE = 'An appendix with an "é" and a 👋. '.repeat(40_000);
const wide = (items: number) => `[${Array(items).fill('{"a":"}"}').join()}]`;
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** What keeps a body out of memory, and how a plain body becomes one of those. */
const ODD: readonly (readonly [reason: string, name: string, make: (text: string) => string])[] = [
  ['too-large', 'over 1 MiB', (text) => text.replace(/}$/, `,"appendix":${JSON.stringify(LARGE)}}`)],
  ['too-wide', 'of more than 10,000 values', (text) => text.replace(/}$/, `,"wide":${wide(10_001)}}`)],
  ['too-deep', 'of more than 64 levels', (text) => text.replace(/}$/, `,"deep":${deep(64)}}`)],
  ['too-deep', 'of very many levels', (text) => text.replace(/}$/, `,"deep":${deep(1_000)}}`)],
  ['not-i-json', 'with half a character', (text) => text.replace(QUESTION, `${QUESTION} \\ud83d!`)],
  ['not-i-json', 'with half a character in a name', (text) => text.replace(/}$/, ',"\\udc4b":1}')],
  ['not-i-json', 'with a name twice', (text) => text.replace(/}$/, ',"seed":1,"seed":2}')],
];

describe.each(DIALECTS)('an odd body on the wire of %s', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage({ DROP_IN_BODY_LIMIT: String(LIMIT) });
  });
  afterAll(() => stage.close());

  const plain = (more: object = {}) =>
    JSON.stringify(dialect.ask(QUESTION, { model: freshModel(), ...more }), undefined, 1).replace(
      /\s}$/,
      '}',
    );

  describe.each(ODD)('%s: %s', (reason, _name, make) => {
    it.each([false, true])('goes upstream byte for byte, past memory (stream: %p)', async (stream) => {
      const body = make(plain({ stream }));
      const calls = stage.upstream.calls();
      for (let turn = 0; turn < 2; turn++) {
        const reply = await stage.post(dialect, body);
        expect(reply).toMatchObject({ status: 200, cache: 'BYPASS' });
        expect(reply.headers['cache-status']).toBe(`ragcache; fwd=bypass; detail=${reason}`);
        expect(dialect.textOf(reply.text)).toContain('[simulated]');
        expect(dialect.terminal.test(reply.text)).toBe(stream);
      }
      expect(stage.upstream.calls() - calls).toBe(2);
      expect(stage.upstream.last().rawBody === body).toBe(true);
    });

    it.each([
      ['first', (text: string) => text.replace('"model"', `${BLOCK}, "model"`)],
      ['last', (text: string) => text.replace(/}$/, `,${BLOCK}}`)],
    ])('goes upstream without a cache block that comes %s', async (_place, add) => {
      const body = make(plain());
      expect(await stage.post(dialect, add(body))).toMatchObject({ status: 200, cache: 'BYPASS' });
      expect(stage.upstream.last().rawBody === body).toBe(true);
    });
  });

  it('is none of 1 MiB and 64 levels', async () => {
    const text = plain().replace(/}$/, `,"deep":${deep(63)},"pad":""}`);
    const body = text.replace('"pad":""', `"pad":"${'x'.repeat(MIB - Buffer.byteLength(text))}"`);
    expect(Buffer.byteLength(body)).toBe(MIB);
    expect(await stage.post(dialect, body)).toMatchObject({ status: 200, cache: 'MISS' });
    expect((await stage.post(dialect, body)).cache).toBe('HIT');
  });

  it.each(['content-length', 'chunked'])(
    "is refused over the limit, in the provider's shape (%s)",
    async (framing) => {
      const body = plain().replace(/}$/, `,"pad":"${'x'.repeat(LIMIT)}"}`);
      const calls = stage.upstream.calls();
      const { status, text } = await sendSlowly(stage, dialect, { body, isChunked: framing === 'chunked' });
      expect(status).toBe(413);
      expect(JSON.parse(text)).toMatchObject(dialect.errorShape);
      expect(stage.upstream.calls()).toBe(calls);
    },
  );

  it('is refused over the limit, and the official SDK says so', async () => {
    const { openai, anthropic } = stage.sdks();
    const messages = [{ role: 'user' as const, content: 'x'.repeat(LIMIT) }];
    const body = { model: freshModel(), max_tokens: 9, messages };
    const asked: Promise<unknown> =
      dialect.provider === 'openai' ? openai.chat.completions.create(body) : anthropic.messages.create(body);
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(dialect.provider === 'openai' ? OpenAIError : AnthropicError);
    expect(error).toMatchObject({ status: 413 });
  });
});

/** Sends a body that is refused before it is all there, as a client that listens while it sends. */
async function sendSlowly(
  { service }: ConformanceStage,
  dialect: Dialect,
  { body, isChunked }: { body: string; isChunked: boolean },
): Promise<{ status: number; text: string }> {
  const length = isChunked ? undefined : { 'content-length': Buffer.byteLength(body) };
  const headers = { ...dialect.headers(ACME_KEY), 'content-type': 'application/json', ...length };
  const call = httpRequest(new URL(dialect.path, service.url), { method: 'POST', headers });
  const answered = new Promise<IncomingMessage>((resolve) => call.once('response', resolve));
  // What is still on its way may find the connection closed.
  call.on('error', () => undefined).end(body);
  const answer = await answered;
  return { status: answer.statusCode!, text: await textOf(answer) };
}
