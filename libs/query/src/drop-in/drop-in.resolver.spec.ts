import { AnswerIds } from '../answer-ids/answer-ids.js';
import { ManualClock, RecordingSignals } from '@app/core/testing';
import { loadWireFormats, type WireFormats, type JsonObject, type WireName } from '@app/llm';
import { routesTo } from '@app/llm/testing';
import type { DropInCommand } from './drop-in.types.js';
import { DropInResolver, type DropInSettings } from './drop-in.resolver.js';
import { RuleBook } from '../rules/rule-book.js';

const NO_RULES = new RuleBook({ rules: [], builtIn: [] }, new RecordingSignals());

const SETTINGS: DropInSettings = {
  ...{
    cacheMode: 'on',
    ttlSeconds: 60,
    staleSeconds: 5,
    timeoutMs: 1_000,
    keepsToolCalls: false,
    replaysKept: true,
  },
};
const UNSOUND = ['not-i-json', 'too-large', 'too-wide', 'too-deep'] as const;
const NAMES: readonly WireName[] = ['chat-completions', 'messages'];
const TOOLS = { tools: [{ type: 'function', function: { name: 'clock' } }] };
const TOOL_RESULT = {
  messages: [
    { role: 'user', content: 'What time is it?' },
    { role: 'tool', tool_call_id: 'call_1', content: 'noon' },
  ],
};

function body(more: object = {}): JsonObject {
  return { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'Who is on call?' }], ...more };
}

describe('DropInResolver', () => {
  let formats: WireFormats;
  const clock = new ManualClock();
  beforeAll(async () => {
    formats = await loadWireFormats();
  });

  const resolve = (parts: Partial<DropInCommand> = {}, settings: Partial<DropInSettings> = {}) => {
    const ids = new AnswerIds({ secret: 's', keepDays: 30 }, clock);
    const tools = {
      ...{ formats, routes: routesTo(), ids, clock, signals: new RecordingSignals(), rules: NO_RULES },
    };
    const { body: read = body() } = parts;
    return new DropInResolver(tools, { ...SETTINGS, ...settings }).resolve({
      ...{ tenant: 'acme', writer: 'test', format: 'chat-completions', headers: {} },
      ...{ body: read, raw: Buffer.from(JSON.stringify(read)), ...parts },
    });
  };
  const askOf = (more: object, parts: Partial<DropInCommand> = {}) =>
    resolve({ body: body(more), ...parts }).ask;
  const sent = (raw: string, parts: Partial<DropInCommand> = {}) =>
    resolve({ raw: Buffer.from(raw), body: JSON.parse(raw) as JsonObject, ...parts })
      .call()
      .body!.toString();

  describe('leaves memory out', () => {
    it.each(UNSOUND)('for a body that is %s, whatever else is said', (unsound) => {
      const { bypass, wire, isUncacheable } = resolve(
        { unsound, cache: { mode: 'off' } },
        { cacheMode: 'off' },
      );
      expect({ bypass, wire, isUncacheable }).toEqual({
        bypass: unsound,
        wire: undefined,
        isUncacheable: false,
      });
    });

    it('when the caller says so, and when the operator does', () => {
      expect(resolve({ cache: { mode: 'off' } }, { cacheMode: 'off' }).bypass).toBe('mode-off');
      expect(resolve({}, { cacheMode: 'off' }).bypass).toBe('cache-mode-off');
    });

    it.each(['exact', 'semantic', undefined] as const)('not in mode %s', (mode) => {
      expect(resolve({ cache: { mode } }).bypass).toBeUndefined();
      expect(resolve({ cache: { mode } }, { cacheMode: 'read-only' }).bypass).toBeUndefined();
    });
  });

  it('refuses what is no request of its format, naming the fault, unless it was not looked into', () => {
    for (const unsound of [undefined, 'not-i-json', 'too-deep'] as const)
      expect(() => resolve({ body: { model: 7, messages: [] }, unsound })).toThrow(
        expect.objectContaining({ code: 'validation_failed' }) as Error,
      );
    const large = { raw: Buffer.from('["no request"]'), body: undefined, unsound: 'too-large' } as const;
    expect(resolve({ ...large }).bypass).toBe('too-large');
  });

  it('has an identity for the deepest body that is looked into', () => {
    const deep = (levels: number): unknown => (levels === 0 ? [] : [deep(levels - 1)]);
    expect(askOf({ deep: deep(62) }).key).not.toBe(askOf({ deep: deep(61) }).key);
  });

  describe('knows in which tiers an answer may be looked for', () => {
    it('all of them for a question and nothing else', () => {
      const { ask, isUncacheable, wire } = resolve();
      expect([wire!.tiers, ask.question, isUncacheable]).toEqual(['all', 'Who is on call?', false]);
      expect(ask.canonicalKey).toBeDefined();
      expect(askOf({ messages: [{ role: 'user', content: 'who is on call' }] })).toMatchObject({
        ...{ scope: ask.scope, canonicalKey: ask.canonicalKey },
        key: expect.not.stringContaining(ask.key) as string,
      });
    });

    it.each([
      ['tools', TOOLS, {}],
      [
        'an image',
        { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
        {},
      ],
      ['mode exact', {}, { cache: { mode: 'exact' } }],
    ] as const)('the exact one alone with %s', (_, more, parts) => {
      const { ask, isUncacheable } = resolve({ body: body(more), ...parts });
      expect([ask.canonicalKey, isUncacheable]).toEqual([undefined, false]);
    });

    it('none for the result of a tool', () => {
      expect(resolve({ body: body(TOOL_RESULT) })).toMatchObject({ isUncacheable: true, bypass: undefined });
    });
  });

  describe('tells requests apart', () => {
    it.each<[string, Partial<DropInCommand>]>([
      ['of another tenant', { tenant: 'rival' }],
      ['in another namespace', { namespace: 'docs' }],
      ['at another endpoint', { format: 'messages' }],
      ['with a header that shapes answers', { headers: { 'openai-beta': 'assistants=v2' } }],
      ['with another member', { body: body({ temperature: 0 }) }],
      ['for another model', { body: body({ model: 'n' }) }],
    ])('%s', (_, parts) => {
      expect(resolve(parts).ask.scope).not.toBe(resolve().ask.scope);
      expect(resolve(parts).ask.key).not.toBe(resolve().ask.key);
    });

    it.each<[string, Partial<DropInCommand>]>([
      ['whoever writes', { writer: 'another' }],
      ['in the namespace that is meant without one', { namespace: 'default' }],
      ['with headers that shape nothing', { headers: { 'x-stainless-lang': 'js', cookie: 'a=b' } }],
      ['streamed', { body: body({ stream: true, stream_options: { include_usage: true } }) }],
      ['with a cache block', { body: body({ cache: { ttl: 9 } }), cache: { ttl: 9, threshold: 1 } }],
      ['with members in another order', { body: Object.fromEntries(Object.entries(body()).reverse()) }],
    ])('but not %s', (_, parts) => {
      expect(resolve(parts).ask.key).toBe(resolve().ask.key);
      expect(resolve(parts).ask.canonicalKey).toBe(resolve().ask.canonicalKey);
    });
  });

  describe('sends upstream', () => {
    it.each(NAMES)('the very bytes that came, to %s', (format) => {
      for (const more of [
        {},
        { stream: false },
        { messages: [{ role: 'user', content: 'Is "cache": {} JSON?' }] },
      ]) {
        const raw = Buffer.from(JSON.stringify(body(more), undefined, 1));
        const call = resolve({ format, raw, body: body(more) }).call();
        expect(call.body).toBe(raw);
        expect(call).toMatchObject({ method: 'POST', path: formats[format].path });
      }
    });

    it.each(NAMES)('no cache block to %s, even of a body that it has not looked into', (format) => {
      const raw = '{"model":"m", "cache":{"ttl":1}, "messages":[{"role":"user","content":"cache"}]}';
      const without = '{"model":"m", "messages":[{"role":"user","content":"cache"}]}';
      for (const unsound of [undefined, ...UNSOUND]) expect(sent(raw, { format, unsound })).toBe(without);
      expect(sent(raw, { format, unsound: 'too-large', body: undefined })).toBe(without);
      expect(sent(raw.replace('cache', 'c\\u0061che'), { format })).toBe(without);
    });

    it("a wish for usage with OpenAI's streams that have none", () => {
      const said = '"stream_options":{"include_usage":true}';
      const raw = JSON.stringify(body({ stream: true }));
      expect(sent(raw)).toBe(raw.replace(/}$/, `,${said}}`));
      const asks = JSON.stringify(body({ stream: true, stream_options: { include_usage: true } }));
      expect(sent(asks)).toBe(asks);
      expect(sent(raw, { format: 'messages' })).toBe(raw);
    });

    it.each(UNSOUND)('a stream that is %s without a wish for usage', (unsound) => {
      const raw = JSON.stringify(body({ stream: true }));
      expect(sent(raw, { unsound })).toBe(raw);
    });

    it('the headers that shape answers, and no others', () => {
      const headers = { 'openai-beta': 'a', 'anthropic-beta': ['b', 'c'], authorization: 'Bearer x' };
      expect(resolve({ headers }).call().headers).toEqual({ 'openai-beta': 'a' });
      expect(resolve({ headers, format: 'messages' }).call().headers).toEqual({
        ...{ 'anthropic-beta': 'b,c', 'anthropic-version': expect.any(String) as string },
      });
    });
  });

  describe('says what is remembered', () => {
    it('by the settings, unless the request says otherwise', () => {
      expect(resolve().remember).toMatchObject({ ttlMs: 60_000, staleMs: 5_000, tags: [], model: 'm' });
      const { remember, ask } = resolve({ cache: { ttl: 2, tags: ['a', 'b', 'a'], threshold: 0.9 } });
      expect([remember.ttlMs, remember.tags, ask.threshold]).toEqual([2_000, ['a', 'b'], 0.9]);
    });

    it.each([
      [false, {}, false],
      [false, TOOLS, false],
      [true, {}, false],
      [true, TOOLS, true],
    ])('tool calls (allowed: %p) with %j: %p', (keepsToolCalls, more, kept) => {
      expect(resolve({ body: body(more) }, { keepsToolCalls }).toolAnswers.keepsAll).toBe(kept);
    });

    it.each([
      ['on', true],
      ['read-only', false],
    ] as const)('with CACHE_MODE %s: %p', (cacheMode, mayWrite) => {
      expect(resolve({}, { cacheMode }).mayWrite).toBe(mayWrite);
    });
  });

  it('ends when the time is up', () => {
    const { ask, deadline } = resolve({ directives: { maxAgeMs: 7 } });
    expect([ask.maxAgeMs, deadline]).toEqual([7, clock.monotonic() + 1_000]);
  });
});
