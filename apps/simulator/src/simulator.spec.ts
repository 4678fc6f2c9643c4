import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { Ending } from './behaviour.js';
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
    ['length', 'length', 'max_tokens'],
    ['content_filter', 'content_filter', 'refusal'],
    ['tool_calls', 'tool_calls', 'tool_use'],
    ['empty', 'stop', 'end_turn'],
  ])('ends answers by %s', async (finish, reason, stop) => {
    simulator.behave({ finish });
    expect((await openai.chat.completions.create(CHAT)).choices[0]!.finish_reason).toBe(reason);
    expect(
      await openai.chat.completions
        .stream(CHAT)
        .finalChatCompletion()
        .catch((error: Error) => error.name),
    ).toBeDefined();
    expect((await anthropic.messages.create(MESSAGE)).stop_reason).toBe(stop);
    expect((await anthropic.messages.stream(MESSAGE).finalMessage()).stop_reason).toBe(stop);
  });

  it.each([400, 401, 404, 429, 500, 503])('fails with %d in the shape of each provider', async (status) => {
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
  });

  it('fails the next calls only when told how many', async () => {
    simulator.behave({ status: 500, times: 2 });
    const outcomes = [1, 2, 3].map(() => openai.chat.completions.create(CHAT));
    expect((await Promise.allSettled(outcomes)).map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
  });

  it('cuts the connection after so many bytes, which is no abort of the caller', async () => {
    const before = simulator.calls().aborted;
    simulator.behave({ cutAfterBytes: 100 });
    await expect(openai.chat.completions.create(CHAT)).rejects.toThrow();
    await expect(openai.chat.completions.stream(CHAT).finalChatCompletion()).rejects.toThrow();
    expect(simulator.calls().aborted).toBe(before);
  });

  it.each(['before-headers', 'after-headers'] as const)(
    'stalls %s until the caller leaves, and counts that',
    async (stall) => {
      const before = simulator.calls();
      simulator.behave({ stall });
      const leaves = AbortSignal.timeout(50);
      await expect(openai.chat.completions.create(CHAT, { signal: leaves })).rejects.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(simulator.calls().aborted).toBe(before.aborted + 1);
      expect(simulator.calls().total).toBe(before.total + 1);
    },
  );

  it('takes its time', async () => {
    simulator.behave({ latencyMs: 80, firstTokenMs: 40, tokensPerSecond: 1_000 });
    const started = performance.now();
    await openai.chat.completions.stream(CHAT).finalChatCompletion();
    expect(performance.now() - started).toBeGreaterThan(115);
  });

  it('refuses calls without a key, as the providers do', async () => {
    const post = (path: string) =>
      fetch(`${simulator.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
    expect((await post('/v1/chat/completions')).status).toBe(401);
    expect(await (await post('/v1/messages')).json()).toMatchObject({
      error: { type: 'authentication_error' },
    });
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
    expect((await admin('DELETE', 'calls')).status).toBe(204);
    expect(await (await admin('GET', 'calls')).json()).toMatchObject({ total: 0, aborted: 0, recent: [] });
  });
});
