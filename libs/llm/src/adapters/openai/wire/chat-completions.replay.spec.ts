import type { Answer } from '@app/core';
import * as fc from 'fast-check';
import { OpenAI } from 'openai';
import { completions, messages, sdkMessages } from '../../../../testing/wire/openai.completions.js';
import { openAiWire } from '../../../../testing/wire/openai.wire.js';
import type { JsonObject } from '../../../json.js';
import type { Slicing } from '../../../wire/text.slices.js';
import { SseDecoder } from '../../../sse/sse.decoder.js';
import { ChatCompletionsWireFormat } from './chat-completions.wire-format.js';

const format = new ChatCompletionsWireFormat();
const ids = { issue: (original: string) => `new ${original}` };
const facts = { now: 1_777_000_000_999, usage: 'original', slicing: 'growing', ids } as const;
const asked = { model: 'gpt-4.1-mini', messages: [{ role: 'user' as const, content: 'Hi' }] };
const withUsage = format.read({ ...asked, stream: true, stream_options: { include_usage: true } });
const withoutUsage = format.read({ ...asked, stream: true });

const framesOf = (...told: Parameters<typeof format.frames>) => [...format.frames(...told)];

type Chunk = JsonObject & { choices: { index: number; delta: JsonObject; finish_reason: unknown }[] };

function chunksOf(frames: readonly string[]): Chunk[] {
  expect(frames.at(-1)).toBe('data: [DONE]\n\n');
  return frames.slice(0, -1).map((frame) => JSON.parse(frame.replace('data: ', '')) as Chunk);
}

function readBack(frames: readonly string[]): Answer {
  const reader = format.reader();
  const events = new SseDecoder().push(Buffer.from(frames.join('')));
  // A long frame comes in several pieces; only its last piece ends with the blank line.
  expect(events).toHaveLength(frames.filter((piece) => piece.endsWith('\n\n')).length);
  for (const event of events) reader.push(event);
  expect(reader.ended).toBe(true);
  return reader.answer();
}

/** The message that the official client builds from the bytes. */
function clientOf(body: string): OpenAI {
  const headers = { 'content-type': 'text/event-stream' };
  return new OpenAI({ apiKey: 'x', maxRetries: 0, fetch: async () => new Response(body, { headers }) });
}

function renewedOf(raw: JsonObject, { id, created }: JsonObject): JsonObject {
  return { ...raw, id, created };
}

describe('a replayed stream', () => {
  it('is the stored message again when it is read', () => {
    fc.assert(
      fc.property(completions(messages), (raw) => {
        const answer = readBack(framesOf(format.answerOf(raw), withUsage, facts));
        expect(answer).toEqual(format.answerOf(renewedOf(raw, answer.raw as JsonObject)));
      }),
      { numRuns: 300 },
    );
  });

  it('is the stored message again for the stream helper of the official SDK', async () => {
    await fc.assert(
      fc.asyncProperty(completions(sdkMessages), async (raw) => {
        const frames = framesOf(format.answerOf(raw), withUsage, facts);
        const stream = clientOf(frames.join('')).chat.completions.stream(asked);
        const rebuilt = (await stream.finalChatCompletion()) as unknown as JsonObject;
        expect(told(rebuilt)).toEqual(told(renewedOf(raw, rebuilt)));
      }),
    );
  });

  const raw = openAiWire.whole('One two.');
  const answer = format.answerOf(raw);

  it('has the events that OpenAI sends', () => {
    const chunks = chunksOf(framesOf(answer, withoutUsage, facts));
    expect(chunks.map(({ choices }) => choices)).toEqual([
      [
        {
          index: 0,
          delta: { role: 'assistant', content: '', refusal: null },
          logprobs: null,
          finish_reason: null,
        },
      ],
      [{ index: 0, delta: { content: 'One' }, logprobs: null, finish_reason: null }],
      [{ index: 0, delta: { content: ' two.' }, logprobs: null, finish_reason: null }],
      [{ index: 0, delta: { annotations: [] }, logprobs: null, finish_reason: null }],
      [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }],
    ]);
    const { service_tier, system_fingerprint, model } = raw;
    for (const { choices, ...rest } of chunks) {
      expect(choices).toHaveLength(1);
      expect(rest).toEqual({
        ...{ id: chunks[0]!['id'], object: 'chat.completion.chunk', created: 1_777_000_000 },
        ...{ service_tier, system_fingerprint, model },
      });
    }
  });

  it('tells the usage in a last chunk of its own, and only to who asked', () => {
    const chunks = chunksOf(framesOf(answer, withUsage, facts));
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: raw['usage'] });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(chunksOf(framesOf(answer, withoutUsage, facts)).some((chunk) => 'usage' in chunk)).toBe(false);
  });

  it('starts a tool call with its name and lets its arguments grow', () => {
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: 'look_up', arguments: '{"city":"Paris"}' },
    };
    const message = { role: 'assistant', content: null, refusal: null, tool_calls: [call] };
    const stored = { ...raw, choices: [{ index: 0, message, logprobs: null, finish_reason: 'tool_calls' }] };
    const chunks = chunksOf(framesOf(format.answerOf(stored), withoutUsage, facts));
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: 'assistant', content: null, refusal: null },
      { tool_calls: [{ ...call, index: 0, function: { name: 'look_up', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"city":"Par' } }] },
      { tool_calls: [{ index: 0, function: { arguments: 'is"}' } }] },
      {},
    ]);
  });

  it.each<[string, (text: string) => JsonObject, most: number]>([
    ['text', (content) => ({ content }), 300],
    ['refusal', (refusal) => ({ content: null, refusal }), 300],
    [
      'arguments',
      (text) => ({
        content: null,
        tool_calls: [{ id: '1', type: 'function', function: { name: 'f', arguments: text } }],
      }),
      300,
    ],
    ['function', (text) => ({ content: null, function_call: { name: 'f', arguments: text } }), 300],
    ['reasoning', (reasoning_content) => ({ content: 'Hi.', reasoning_content }), 10],
    ['annotations', (text) => ({ content: 'Hi.', annotations: [{ text }, { text }] }), 10],
  ])('has few frames for a long %s, and no long piece of one', (_name, messageOf, most) => {
    const text = 'Why "so" 😀? '.repeat(60_000);
    const message = { role: 'assistant', ...messageOf(text) };
    const stored = { ...raw, choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }] };
    const pieces = framesOf(format.answerOf(stored), withoutUsage, facts);
    expect(pieces.filter(({ length }) => length > 50_000)).toEqual([]);
    const frames = pieces.join('').split(/(?<=\n\n)/);
    expect(frames.length).toBeLessThan(most);
    expect(readBack(frames).raw).toMatchObject({ choices: [{ message }] });
  });

  it('has slices of a token for a reader who sees them one by one', () => {
    const told = format.answerOf(openAiWire.whole('You may ask. '.repeat(1_000)));
    const count = (slicing: Slicing) => framesOf(told, withoutUsage, { ...facts, slicing }).length;
    expect(count('token')).toBeGreaterThan(3_000);
    expect(count('growing')).toBeLessThan(80);
  });

  it('has more and more tokens with their probabilities at once, and each in its place', () => {
    const tokens = Array.from({ length: 5_000 }, (_, at) => ({
      token: ` ${at}`,
      logprob: -1 - at,
      bytes: null,
    }));
    const content = tokens.map(({ token }) => token).join('');
    const message = { role: 'assistant', content, refusal: null };
    const logprobs = { content: tokens, refusal: null };
    const stored = { ...raw, choices: [{ index: 0, message, logprobs, finish_reason: 'stop' }] };
    const frames = framesOf(format.answerOf(stored), withUsage, facts);
    expect(frames.length).toBeLessThan(400);
    expect(readBack(frames).raw).toMatchObject({ choices: [{ message, logprobs }] });
  });

  it('has every token with its probability', () => {
    const tokens = ['One', ' two', '.'].map((token) => ({
      token,
      logprob: -0.5,
      bytes: [...Buffer.from(token)],
      top_logprobs: [],
    }));
    const [choice] = raw['choices'] as JsonObject[];
    const stored = { ...raw, choices: [{ ...choice, logprobs: { content: tokens, refusal: null } }] };
    const chunks = chunksOf(framesOf(format.answerOf(stored), withoutUsage, facts));
    expect(chunks.slice(1, 4).map(({ choices }) => choices[0])).toMatchObject(
      tokens.map((token) => ({
        delta: { content: token.token },
        logprobs: { content: [token], refusal: null },
      })),
    );
  });
});

/** The helper adds `parsed` and a missing `refusal`, and drops members that are `null`. */
function told(completion: JsonObject): unknown {
  return JSON.parse(JSON.stringify(completion), (name, value: unknown) =>
    value === null || name === 'parsed' ? undefined : value,
  );
}

describe('a replayed whole answer', () => {
  const raw = openAiWire.whole('Hi');
  const answer = format.answerOf(raw);

  it('is the stored one with an id and a time of its own', () => {
    const [one, other] = [format.whole(answer, facts), format.whole(answer, facts)];
    expect(one).toEqual({ ...raw, id: one['id'], created: 1_777_000_000 });
    expect(one['id']).toMatch(/^chatcmpl-[0-9A-Za-z]{29}$/);
    expect(one['id']).not.toBe(other['id']);
    expect(raw['id']).toBe('chatcmpl-CQ0wZ4Yk1b2');
  });

  it('can say that nothing was used this time', () => {
    expect(format.whole(answer, { ...facts, usage: 'zero' })['usage']).toEqual({
      ...{ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
    });
    const uncounted = format.answerOf({ ...raw, usage: null });
    expect(format.whole(uncounted, { ...facts, usage: 'zero' })['usage']).toBeNull();
  });
});
