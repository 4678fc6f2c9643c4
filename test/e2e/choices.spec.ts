import { type ConformanceStage, openConformanceStage } from './conformance/conformance.stage.js';
import { freshModel } from './conformance/dialects.js';

const messages = [{ role: 'user' as const, content: 'Name a colour of the flag.' }];

describe('several answers at once', () => {
  let stage: ConformanceStage;
  beforeAll(async () => (stage = await openConformanceStage()));
  afterAll(() => stage.close());

  const ask = async (model: string, n: number) => {
    const { data, response } = await stage
      .sdks()
      .openai.chat.completions.create({ model, messages, n })
      .withResponse();
    const said = data.choices.map(({ message, index }) => [index, message.content]);
    return { cache: response.headers.get('x-cache-status'), said };
  };
  const streamed = async (model: string, n: number) => {
    const said = new Map<number, string>();
    for await (const { choices } of await stage
      .sdks()
      .openai.chat.completions.create({ model, messages, n, stream: true }))
      for (const { index, delta } of choices)
        said.set(index, (said.get(index) ?? '') + (delta.content ?? ''));
    return [...said.entries()];
  };

  it('serve those who want fewer of them, whole and streamed', async () => {
    const model = freshModel();
    const three = await ask(model, 3);
    expect([three.cache, three.said.length]).toEqual(['MISS', 3]);
    const calls = stage.upstream.calls();
    expect(await ask(model, 2)).toEqual({ cache: 'HIT', said: three.said.slice(0, 2) });
    expect(await streamed(model, 2)).toEqual(three.said.slice(0, 2));
    expect(await ask(model, 3)).toEqual({ ...three, cache: 'HIT' });
    expect(stage.upstream.calls()).toBe(calls);
  });

  it('never serve those who want more; theirs then serves all', async () => {
    const model = freshModel();
    const two = await ask(model, 2);
    const four = await ask(model, 4);
    expect([two.cache, four.cache, four.said.length]).toEqual(['MISS', 'MISS', 4]);
    expect(await ask(model, 2)).toEqual({ cache: 'HIT', said: four.said.slice(0, 2) });
  });

  it('are not mixed with a single one', async () => {
    const model = freshModel();
    expect((await ask(model, 3)).cache).toBe('MISS');
    expect((await ask(model, 1)).cache).toBe('MISS');
    expect((await ask(model, 3)).cache).toBe('HIT');
    expect((await ask(model, 1)).said).toHaveLength(1);
  });

  it('that are asked for at the same time share no call unless they want as many', async () => {
    const model = freshModel();
    stage.simulator.behave({ latencyMs: 200 });
    const calls = stage.upstream.calls();
    const answers = await Promise.all([2, 3, 2, 3].map((n) => ask(model, n)));
    stage.simulator.behave({});
    expect(answers.map(({ said }) => said.length)).toEqual([2, 3, 2, 3]);
    expect(stage.upstream.calls() - calls).toBe(2);
  });
});
