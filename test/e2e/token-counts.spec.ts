import { type ConformanceStage, openConformanceStage } from './conformance/conformance.stage.js';
import { ANTHROPIC, type Dialect, freshModel, RESPONSES } from './conformance/dialects.js';
import { RIVAL_KEY } from './stage.js';

const COUNTS: readonly (readonly [string, Dialect])[] = [
  ['OpenAI', { ...RESPONSES, path: '/v1/responses/input_tokens' }],
  ['Anthropic', { ...ANTHROPIC, path: '/v1/messages/count_tokens' }],
];

describe.each(COUNTS)('counted tokens of %s', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => (stage = await openConformanceStage()));
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  const asking = (question = 'How many tokens has this?') => dialect.ask(question, { model: freshModel() });
  const post = async (body: object, key?: string) => {
    const { status, cache, text } = await stage.post(dialect, body, key === undefined ? {} : { key });
    return { status, cache, body: JSON.parse(text) as { input_tokens: number } };
  };

  it('come from memory when they were counted before, as the provider said them', async () => {
    const body = dialect.withTool(dialect.withSystem(asking(), 'Be brief.'), 'clock');
    const [miss, hit] = [await post(body), await post(body)];
    expect([miss.cache, hit.cache]).toEqual(['MISS', 'HIT']);
    expect(miss.body.input_tokens).toBeGreaterThan(5);
    expect(hit.body).toEqual(miss.body);
    expect((await post(body, RIVAL_KEY)).cache).toBe('MISS');
  });

  it('are never those of another wording, nor of an answer', async () => {
    const body = asking('How do I reset my password?');
    await post(body);
    expect(
      (
        await post({
          ...body,
          ...(asking('how do I reset my password') as { model?: string }),
          model: body.model,
        })
      ).cache,
    ).toBe('MISS');
    expect(
      (await stage.post({ ...dialect, path: dialect.path.replace(/\/\w+$/, '') }, { max_tokens: 9, ...body }))
        .cache,
    ).toBe('MISS');
  });

  it('are kept also where the result of a tool comes last', async () => {
    const body = { ...dialect.toolResult('What time is it?', 'noon'), model: freshModel() };
    expect([(await post(body)).cache, (await post(body)).cache]).toEqual(['MISS', 'HIT']);
  });

  it('are not kept when the provider fails, or counts nothing', async () => {
    const body = asking();
    stage.simulator.behave({ status: 500 });
    expect(await post(body)).toMatchObject({ status: 500, cache: 'MISS' });
    stage.simulator.behave({});
    expect(await post(body)).toMatchObject({ status: 200, cache: 'MISS' });
  });

  it("refuse bad input in the provider's shape", async () => {
    const reply = await stage.post(dialect, { messages: 4, input: 4 });
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject(dialect.errorShape);
  });
});

it('the official clients read them', async () => {
  const stage = await openConformanceStage();
  const { openai, anthropic } = stage.sdks();
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  for (let time = 0; time < 2; time++) {
    expect(
      (await anthropic.messages.countTokens({ model: 'claude-sim', messages })).input_tokens,
    ).toBeGreaterThan(0);
    expect(
      (await openai.responses.inputTokens.count({ model: 'gpt-sim', input: 'Hello' })).input_tokens,
    ).toBeGreaterThan(0);
  }
  expect(stage.upstream.calls()).toBe(2);
  await stage.close();
});
