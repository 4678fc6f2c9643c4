import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { Ending } from './behaviour.js';
import type { CallCounts } from './calls.js';
import { createSimulator, type Simulator } from './simulator.js';

const CHAT = { model: 'gpt-sim', messages: [{ role: 'user' as const, content: 'How high is the tower?' }] };
const MESSAGE = { model: 'claude-sim', max_tokens: 100, messages: CHAT.messages };

describe('the simulator', () => {
  let simulator: Simulator;
  let openai: OpenAI;
  let anthropic: Anthropic;

  beforeAll(async () => {
    simulator = await createSimulator();
    openai = new OpenAI({ apiKey: 'sk', baseURL: `${simulator.url}/v1`, maxRetries: 0 });
    anthropic = new Anthropic({ apiKey: 'sk', baseURL: simulator.url, maxRetries: 0 });
  });
  afterEach(() => simulator.behave({}));
  afterAll(() => simulator.close());

  it('says the same to the OpenAI SDK whole and streamed, usage included', async () => {
    const whole = await openai.chat.completions.create(CHAT);
    const stream = openai.chat.completions.stream({ ...CHAT, stream_options: { include_usage: true } });
    const streamed = await stream.finalChatCompletion();
    expect(whole.choices[0]!.message.content).toMatch(/^\[simulated\]/);
    expect(streamed.choices[0]!.message.content).toBe(whole.choices[0]!.message.content);
    expect(streamed.usage).toEqual(whole.usage);
    expect(streamed.choices[0]!.finish_reason).toBe('stop');
  });

  it('says the same to the Anthropic SDK whole and streamed', async () => {
    const whole = await anthropic.messages.create(MESSAGE);
    const streamed = await anthropic.messages.stream(MESSAGE).finalMessage();
    expect(streamed.content).toEqual(whole.content);
    expect(streamed.stop_reason).toBe('end_turn');
    expect(streamed.usage.output_tokens).toBe(whole.usage.output_tokens);
  });

  it('says something else as soon as anything that matters differs', async () => {
    const say = async (changes: object) =>
      (await openai.chat.completions.create({ ...CHAT, ...changes })).choices[0]!.message.content;
    const answers = await Promise.all([{}, { user: 'me' }, { temperature: 0 }, { model: 'other' }].map(say));
    expect(new Set(answers).size).toBe(3);
    expect(answers[1]).toBe(answers[0]);
  });

  it('gives near vectors to near texts, of the asked dimension', async () => {
    const embed = async (input: string) =>
      (await openai.embeddings.create({ model: 'e', input, dimensions: 64 })).data[0]!.embedding;
    const [one, near, far] = [
      await embed('open the door'),
      await embed('open the doors'),
      await embed('nightly report'),
    ];
    const cosine = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * b[index]!, 0);
    expect(one).toHaveLength(64);
    expect(cosine(one, one)).toBeCloseTo(1, 5);
    expect(cosine(one, near)).toBeGreaterThan(cosine(one, far));
  });

  it.each<[Ending, string, string]>([
    ['stop', 'stop', 'end_turn'],
    ['length', 'length', 'max_tokens'],
    ['content_filter', 'content_filter', 'refusal'],
    ['refusal', 'stop', 'refusal'],
    ['tool_calls', 'tool_calls', 'tool_use'],
    ['empty', 'stop', 'end_turn'],
  ])('ends answers by %s', async (finish, reason, stop) => {
    simulator.behave({ finish });
    const whole = (await openai.chat.completions.create(CHAT)).choices[0]!;
    const streamed = (await openai.chat.completions.stream(CHAT).finalChatCompletion()).choices[0]!;
    expect([whole.finish_reason, streamed.finish_reason]).toEqual([reason, reason]);
    expect(streamed.message.content ?? '').toBe(whole.message.content ?? '');
    expect(streamed.message.refusal ?? null).toBe(whole.message.refusal);
    const message = await anthropic.messages.create(MESSAGE);
    const events = await anthropic.messages.stream(MESSAGE).finalMessage();
    expect([message.stop_reason, events.stop_reason]).toEqual([stop, stop]);
    expect(textOf(events)).toBe(textOf(message));
  });

  it('calls the first tool it is offered, whole and streamed', async () => {
    simulator.behave({ finish: 'tool_calls' });
    const parameters = { type: 'object' as const, properties: {} };
    const chat = { ...CHAT, tools: [{ type: 'function' as const, function: { name: 'clock', parameters } }] };
    const message = { ...MESSAGE, tools: [{ name: 'clock', input_schema: parameters }] };
    for (const { choices } of [
      await openai.chat.completions.create(chat),
      await openai.chat.completions.stream(chat).finalChatCompletion(),
    ])
      expect(choices[0]!.message.tool_calls).toMatchObject([
        { type: 'function', function: { name: 'clock', arguments: '{"simulated":true}' } },
      ]);
    for (const { content } of [
      await anthropic.messages.create(message),
      await anthropic.messages.stream(message).finalMessage(),
    ])
      expect(content).toMatchObject([{ type: 'tool_use', name: 'clock', input: { simulated: true } }]);
  });

  it.each([400, 401, 404, 429, 500, 503, 529])(
    'fails with %d in the shape of each provider',
    async (status) => {
      simulator.behave({ status, retryAfter: 7 });
      const errors = [
        await openai.chat.completions.create(CHAT).catch((error: unknown) => error),
        await anthropic.messages.create(MESSAGE).catch((error: unknown) => error),
      ] as [InstanceType<typeof OpenAI.APIError>, InstanceType<typeof Anthropic.APIError>];
      expect(errors.map((error) => error.status)).toEqual([status, status]);
      expect(errors[0].headers!.get('retry-after')).toBe('7');
      expect(errors[1].error).toMatchObject({
        type: 'error',
        error: { message: expect.stringContaining('[simulated]') },
      });
    },
  );

  it('fails the next calls only when told how many', async () => {
    simulator.behave({ status: 500, times: 2 });
    const outcomes = [1, 2, 3].map(() => openai.chat.completions.create(CHAT));
    expect((await Promise.allSettled(outcomes)).map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
  });

  it.each([0, 100])('cuts the connection after %d bytes, which is no abort of the caller', async (bytes) => {
    const before = simulator.calls().aborted;
    simulator.behave({ cutAfterBytes: bytes });
    await expect(openai.chat.completions.create(CHAT)).rejects.toThrow();
    await expect(openai.chat.completions.stream(CHAT).finalChatCompletion()).rejects.toThrow();
    await expect(anthropic.messages.create(MESSAGE)).rejects.toThrow();
    await expect(anthropic.messages.stream(MESSAGE).finalMessage()).rejects.toThrow();
    expect(simulator.calls().aborted).toBe(before);
  });

  it.each(['before-headers', 'after-headers'] as const)(
    'stalls %s until the caller leaves, and counts that',
    async (stall) => {
      const before = simulator.calls();
      simulator.behave({ stall });
      const leaving = () => ({ signal: AbortSignal.timeout(50) });
      const asked = [
        openai.chat.completions.create(CHAT, leaving()),
        openai.chat.completions.stream(CHAT, leaving()).finalChatCompletion(),
        anthropic.messages.create(MESSAGE, leaving()),
        anthropic.messages.stream(MESSAGE, leaving()).finalMessage(),
      ];
      const outcomes = await Promise.allSettled(asked);
      expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
      await until(() => simulator.calls().aborted === before.aborted + 4);
      expect(simulator.calls().total).toBe(before.total + 4);
    },
  );

  it('counts a caller who leaves in the middle of a stream', async () => {
    const before = simulator.calls().aborted;
    simulator.behave({ tokensPerSecond: 20 });
    const stream = await openai.chat.completions.create({ ...CHAT, stream: true });
    await stream[Symbol.asyncIterator]().next();
    stream.controller.abort();
    await until(() => simulator.calls().aborted === before + 1);
  });

  it('ends while callers are kept waiting', async () => {
    const busy = await createSimulator({ behaviour: { stall: 'before-headers' } });
    const client = new OpenAI({ apiKey: 'sk', baseURL: `${busy.url}/v1`, maxRetries: 0 });
    const waiting = client.chat.completions.create(CHAT).catch((error: Error) => error);
    await until(() => busy.calls().total === 1);
    await busy.close();
    expect(await waiting).toBeInstanceOf(OpenAI.APIConnectionError);
  });

  it('takes its time', async () => {
    simulator.behave({ latencyMs: 60, firstTokenMs: 40, tokensPerSecond: 200 });
    const started = performance.now();
    const tokens: number[] = [];
    const stream = await openai.chat.completions.create({ ...CHAT, stream: true });
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    for await (const chunk of stream) if (chunk.choices[0]!.delta.content) tokens.push(performance.now());
    expect(tokens[0]! - started).toBeGreaterThanOrEqual(98);
    expect(tokens.at(-1)! - tokens[0]!).toBeGreaterThanOrEqual((tokens.length - 1) * 4);
  });

  it('can be told what to do, and asked what it saw, over HTTP', async () => {
    const admin = (method: string, path: string, body?: object) =>
      fetch(`${simulator.url}/__admin/${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
    expect((await admin('POST', 'behaviour', { status: 503 })).status).toBe(204);
    await expect(openai.chat.completions.create(CHAT)).rejects.toMatchObject({ status: 503 });
    expect((await admin('POST', 'behaviour', { nonsense: 1 })).status).toBe(400);
    const { recent } = (await (await admin('GET', 'calls')).json()) as CallCounts;
    expect(recent.at(-1)).toMatchObject({ path: '/v1/chat/completions', body: CHAT });
    expect((await admin('POST', 'behaviour', {})).status).toBe(204);
    await openai.chat.completions.create(CHAT);
    expect((await admin('DELETE', 'calls')).status).toBe(204);
    expect(await (await admin('GET', 'calls')).json()).toMatchObject({ total: 0, aborted: 0, recent: [] });
  });
});

function textOf({ content }: { content: Anthropic.ContentBlock[] }): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isTrue(); turn++) await new Promise((done) => setTimeout(done, 10));
  expect(isTrue()).toBe(true);
}
