import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { DIALECTS, freshModel } from './dialects.js';

const QUESTION = 'Who waters the plants in the lobby?';
const MANY = 20;

describe.each(DIALECTS)('identical requests at once to %s', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage();
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  it.each([
    ['a whole one first', 0],
    ['a streamed one first', 1],
  ])('share one upstream call, whole and streamed mixed: %s', async (_name, first) => {
    stage.simulator.behave({ latencyMs: 1_500 });
    const [body, calls] = [dialect.ask(QUESTION, { model: freshModel() }), stage.upstream.calls()];
    const replies = await Promise.all(
      Array.from({ length: MANY }, (_, number) =>
        stage.post(dialect, { ...body, stream: (number + first) % 2 === 1 }),
      ),
    );
    expect(stage.upstream.calls() - calls).toBe(1);
    expect(replies.map(({ status }) => status)).toEqual(Array(MANY).fill(200));
    const types = replies.map(({ headers }) => headers['content-type']!.split(';')[0]);
    expect(types.filter((type) => type === 'text/event-stream')).toHaveLength(MANY / 2);
    expect(types.filter((type) => type === 'application/json')).toHaveLength(MANY / 2);
    const said = new Set(replies.map(({ text }) => dialect.textOf(text)));
    expect([...said]).toEqual([expect.stringContaining(QUESTION)]);
  });

  it('who come late get what has come already, and then follow', async () => {
    stage.simulator.behave({ tokensPerSecond: 10 });
    const [body, calls] = [dialect.ask(QUESTION, { model: freshModel() }), stage.upstream.calls()];
    const late: Promise<unknown>[] = [];
    const arrivals: number[] = [];
    const join = (stream: boolean) =>
      stage.post(dialect, { ...body, stream }).then(({ text, chunks }) => {
        arrivals.push(chunks.length);
        return dialect.textOf(text);
      });
    const firstReply = await stage.post(
      dialect,
      { ...body, stream: true },
      {
        onChunk: (text) => {
          if (text.includes('[simulated]') && late.length === 0) late.push(join(true), join(false));
        },
      },
    );
    const said = dialect.textOf(firstReply.text);
    expect(late).toHaveLength(2);
    expect(await Promise.all(late)).toEqual([said, said]);
    expect(stage.upstream.calls() - calls).toBe(1);
    // The streamed one got its text in pieces, not at the end.
    expect(Math.max(...arrivals)).toBeGreaterThan(2);
  });

  it('fail together with the same error, and the next request tries again', async () => {
    stage.simulator.behave({ status: 400, latencyMs: 1_500 });
    const [body, calls] = [dialect.ask(QUESTION, { model: freshModel() }), stage.upstream.calls()];
    const replies = await Promise.all(
      Array.from({ length: MANY }, (_, number) => stage.post(dialect, { ...body, stream: number % 2 === 1 })),
    );
    expect(stage.upstream.calls() - calls).toBe(1);
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]!.json()).toMatchObject(dialect.errorShape);
    stage.simulator.behave({});
    expect(await stage.post(dialect, body)).toMatchObject({ status: 200, cache: 'MISS' });
  });
});
