import * as fc from 'fast-check';
import { sdkMessage } from '../../../../testing/wire/anthropic.sdk-message.js';
import { anthropicWire } from '../../../../testing/wire/anthropic.wire.js';
import type { JsonObject } from '../../../json.js';
import { SseDecoder } from '../../../sse/sse.decoder.js';
import { toAnswer } from '../response.mapper.js';
import { MessagesWireFormat } from './messages.wire-format.js';

const format = new MessagesWireFormat();
const request = format.read({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] });
const ids = { issue: (original: string) => `new ${original}` };
const facts = { now: 0, usage: 'original', slicing: 'growing', ids } as const;

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary' }),
  fc.lorem(),
);
const members = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }));
const citation = fc.record({
  type: fc.constant('char_location'),
  cited_text: text,
  document_index: fc.nat(),
});
const block = fc.oneof(
  fc.record(
    { type: fc.constant('text'), text, citations: fc.option(fc.array(citation, { maxLength: 3 })) },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record({ type: fc.constant('thinking'), thinking: text, signature: fc.base64String() }),
  fc.record({ type: fc.constant('redacted_thinking'), data: fc.base64String() }),
  fc.record({
    type: fc.constantFrom('tool_use', 'server_tool_use'),
    ...{ id: text, name: text, input: members },
  }),
  fc.record({
    type: fc.constantFrom('web_search_tool_result', 'container_upload', 'a_new_block'),
    content: fc.array(members, { maxLength: 2 }),
  }),
);
const count = fc.option(fc.nat());
const usage = fc.record(
  {
    ...{ input_tokens: fc.nat(), output_tokens: fc.nat(), service_tier: fc.constant('standard') },
    ...{
      cache_creation_input_tokens: count,
      cache_read_input_tokens: count,
      cache_creation: fc.option(members),
    },
    server_tool_use: fc.option(fc.record({ web_search_requests: fc.nat() })),
    output_tokens_details: fc.option(fc.record({ thinking_tokens: fc.nat() })),
  },
  { requiredKeys: ['input_tokens', 'output_tokens'] },
);
/** As it comes out of a JSON text. */
const message: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      ...{ id: text, type: fc.constant('message'), role: fc.constant('assistant'), model: text },
      content: fc.array(block, { maxLength: 5 }),
      stop_reason: fc.constantFrom('end_turn', 'tool_use', 'stop_sequence', 'a_new_reason'),
      stop_sequence: fc.option(text),
      stop_details: fc.option(fc.record({ type: fc.constant('refusal'), category: text })),
      container: fc.option(fc.record({ id: text, expires_at: text })),
      usage,
    },
    { requiredKeys: ['id', 'type', 'role', 'model', 'content', 'stop_reason', 'stop_sequence', 'usage'] },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);

const framesOf = (raw: JsonObject) => [...format.frames(toAnswer(raw), request, facts)];
const eventsOf = (frames: readonly string[]) =>
  frames.map((frame) => {
    const [event] = new SseDecoder().push(Buffer.from(frame));
    return JSON.parse(event!.data) as JsonObject;
  });

function reread(frames: readonly string[]) {
  const reader = format.reader();
  for (const event of new SseDecoder().push(Buffer.from(frames.join('')))) reader.push(event);
  return reader;
}

describe('A stored message, whole', () => {
  const answer = format.answerOf(anthropicWire.whole('Hello'));

  it('is itself with a new id', () => {
    const one = format.whole(answer, facts);
    expect(one).toEqual({
      ...anthropicWire.whole('Hello'),
      id: expect.stringMatching(/^msg_[0-9A-Za-z]{24}$/),
    });
    expect(one['id']).not.toBe(format.whole(answer, facts)['id']);
    expect(Object.keys(one)).toEqual(Object.keys(anthropicWire.whole('Hello')));
  });

  it('tells on demand that nothing was used', () => {
    expect(format.whole(answer, { ...facts, usage: 'zero' })).toMatchObject({
      usage: {
        input_tokens: 0,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: 0,
      },
    });
  });
});

describe('A stored message, streamed', () => {
  it('is read back as the same answer', () => {
    fc.assert(
      fc.property(message, (raw) => {
        const reader = reread(framesOf(raw));
        expect(reader.ended).toBe(true);
        const { id } = reader.answer().raw as JsonObject;
        expect(id).toMatch(/^msg_/);
        expect(reader.answer()).toEqual(toAnswer({ ...raw, id }));
      }),
    );
  });

  it("is the same message to the official SDK's helper", async () => {
    await fc.assert(
      fc.asyncProperty(message, async (raw) => {
        const built = await sdkMessage(framesOf(raw).join(''));
        expect({ ...built, id: raw['id'] }).toEqual(raw);
      }),
      { numRuns: 60 },
    );
  });

  it('ends with its last frame and no sooner', () => {
    fc.assert(
      fc.property(message, (raw) => {
        expect(reread(framesOf(raw).slice(0, -1)).ended).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('has the events that Anthropic sends, in their order', () => {
    const raw = {
      ...anthropicWire.whole('', 'tool_use'),
      content: [
        { type: 'thinking', thinking: 'Let me see.', signature: 'EqQB' },
        { type: 'redacted_thinking', data: 'abc' },
        { type: 'text', text: 'Look:', citations: [{ cited_text: 'x' }] },
        { type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Paris' } },
        { type: 'tool_use', id: 't2', name: 'now', input: {} },
      ],
    };
    const delta = (index: number, change: JsonObject) => ({
      type: 'content_block_delta',
      index,
      delta: change,
    });
    const start = (index: number, content_block: JsonObject) => ({
      ...{ type: 'content_block_start', index, content_block },
    });
    const stop = (index: number) => ({ type: 'content_block_stop', index });
    const input = (partial_json: string) => ({ type: 'input_json_delta', partial_json });
    expect(eventsOf(framesOf(raw))).toEqual([
      {
        type: 'message_start',
        message: {
          ...raw,
          ...{ id: expect.any(String), content: [], stop_reason: null, stop_sequence: null },
          usage: {
            ...{ input_tokens: 15, cache_creation_input_tokens: 3, cache_read_input_tokens: 1 },
            output_tokens: 1,
          },
        },
      },
      start(0, { type: 'thinking', thinking: '', signature: '' }),
      { type: 'ping' },
      ...['Let', ' me', ' see.'].map((thinking) => delta(0, { type: 'thinking_delta', thinking })),
      delta(0, { type: 'signature_delta', signature: 'EqQB' }),
      stop(0),
      start(1, { type: 'redacted_thinking', data: 'abc' }),
      stop(1),
      start(2, { type: 'text', text: '', citations: [] }),
      delta(2, { type: 'text_delta', text: 'Look:' }),
      delta(2, { type: 'citations_delta', citation: { cited_text: 'x' } }),
      stop(2),
      start(3, { type: 'tool_use', id: 't1', name: 'weather', input: {} }),
      ...['', '{"city":"Par', 'is"}'].map((json) => delta(3, input(json))),
      stop(3),
      start(4, { type: 'tool_use', id: 't2', name: 'now', input: {} }),
      delta(4, input('')),
      stop(4),
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use', stop_sequence: null },
        usage: {
          ...{ input_tokens: 15, cache_creation_input_tokens: 3, cache_read_input_tokens: 1 },
          output_tokens: 10,
        },
      },
      { type: 'message_stop' },
    ]);
  });

  it.each<[string, (text: string) => JsonObject, most: number]>([
    ['text', (long) => ({ type: 'text', text: long }), 300],
    ['thinking', (thinking) => ({ type: 'thinking', thinking, signature: 'x' }), 300],
    ['signature', (signature) => ({ type: 'thinking', thinking: 'Hm.', signature }), 12],
    ['input', (q) => ({ type: 'tool_use', id: 't1', name: 'ask', input: { q, more: [q, 1] } }), 800],
    ['block of another kind', (data) => ({ type: 'redacted_thinking', data }), 12],
  ])('has few frames for a long %s, and no long piece of one', (_name, blockOf, most) => {
    const block = blockOf('Why "so" 😀? '.repeat(60_000));
    const pieces = framesOf({ ...anthropicWire.whole('', 'tool_use'), content: [block] });
    expect(pieces.filter(({ length }) => length > 50_000)).toEqual([]);
    const frames = pieces.join('').split(/(?<=\n\n)/);
    expect(frames.length).toBeLessThan(most);
    expect(reread(frames).answer().raw).toMatchObject({ content: [block] });
  });

  it('names each event twice, as Anthropic does', () => {
    const [first, ...others] = framesOf(anthropicWire.whole('Hello'));
    expect(first).toMatch(/^event: message_start\ndata: \{"type":"message_start",.*\}\n\n$/);
    expect(others.at(-1)).toBe('event: message_stop\ndata: {"type":"message_stop"}\n\n');
  });

  it('tells on demand that nothing was used', () => {
    const frames = [
      ...format.frames(toAnswer(anthropicWire.whole('Hi')), request, { ...facts, usage: 'zero' }),
    ];
    expect(reread(frames).answer().usage).toEqual({ prompt: 0, completion: 0, total: 0 });
    expect(frames.join('')).not.toMatch(/tokens":[^0]/);
  });

  it('is shown to every caller as it came', () => {
    const [frame] = framesOf(anthropicWire.whole('Hi'));
    const [event] = new SseDecoder().push(Buffer.from(frame!));
    expect(format.reader().shown(event!, frame!)).toBe(frame);
  });
});
