import { type ConformanceStage, openConformanceStage, TOOL_ANSWERS_KEPT } from './conformance.stage.js';
import { type Dialect, DIALECTS, freshModel } from './dialects.js';
import type { Reply } from './reply.js';

const QUESTION = 'Which city and country is the head office in?';
const ANSWER = { city: 'Málaga', country: 'Spain' };
const WAYS = [
  ['whole', false],
  ['streamed', true],
] as const;
const PER_WAY = DIALECTS.flatMap(([name, dialect]) =>
  WAYS.map(([way, stream]) => [`${name}, ${way}`, dialect, stream] as const),
);

/** Ways to force the call of the one tool `answer`. */
const FORCED: Readonly<Record<Dialect['name'], readonly object[]>> = {
  'chat-completions': [
    { tool_choice: { type: 'function', function: { name: 'answer' } } },
    { tool_choice: 'required' },
    {
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'answer' } }] },
      },
    },
    { functions: [{ name: 'answer', parameters: {} }], function_call: { name: 'answer' } },
  ],
  responses: [
    { tool_choice: { type: 'function', name: 'answer' } },
    { tool_choice: 'required' },
    {
      tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'answer' }] },
    },
  ],
  messages: [{ tool_choice: { type: 'tool', name: 'answer' } }, { tool_choice: { type: 'any' } }],
};

/** What `Cache-Status` says in the end: in the header, or in a stream's last line. */
const statusOf = ({ headers, text }: Reply): string =>
  /\n: (ragcache[^\n]*)\n*$/.exec(text)?.[1] ?? headers['cache-status']!;

describe('answers that call tools', () => {
  let stage: ConformanceStage;
  let keeping: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage();
    keeping = await openConformanceStage(TOOL_ANSWERS_KEPT);
  });
  afterAll(async () => {
    await stage.close();
    await keeping.close();
  });

  describe.each(PER_WAY)('of %s', (_, dialect, stream) => {
    const withTool = (more: object, tool = 'answer') => ({
      ...dialect.withTool(dialect.ask(QUESTION, { model: freshModel(), stream }), tool),
      ...more,
    });
    const calls = (name: string, given: object | string, at = stage) =>
      at.simulator.behave({ say: { toolCalls: [{ name, arguments: given }] } });
    const twice = async (body: object, at = stage) => {
      const replies = [await at.post(dialect, body), await at.post(dialect, body)];
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      return { caches: replies.map(({ cache }) => cache), why: replies.map(statusOf), replies };
    };

    it.each(FORCED[dialect.name])(
      'are remembered when the request forces the one tool: %j',
      async (forced) => {
        calls('answer', ANSWER);
        const { caches, why, replies } = await twice(withTool(forced));
        expect([caches, why[0]]).toEqual([['MISS', 'HIT'], 'ragcache; fwd=miss; stored']);
        for (const { text } of replies) expect(text).toContain('answer');
      },
    );

    it.each([
      ['another tool was called', FORCED[dialect.name][0]!, 'send_mail'],
      ['the model chose', {}, 'answer'],
    ])('are not when %s, and say why', async (_name, choice, called) => {
      calls(called, ANSWER);
      const { caches, why } = await twice(withTool(choice));
      const status = 'ragcache; fwd=miss; detail=finish-tool_calls';
      expect([caches, why]).toEqual([
        ['MISS', 'MISS'],
        [status, status],
      ]);
    });

    it('are not when one of two tools must be called', async () => {
      const body = withTool({ tool_choice: dialect.provider === 'openai' ? 'required' : { type: 'any' } });
      const other = (dialect.withTool({}, 'send_mail') as { tools: object[] }).tools;
      calls('answer', ANSWER);
      const { caches } = await twice({
        ...body,
        tools: [...(body as { tools?: object[] }).tools!, ...other],
      });
      expect(caches).toEqual(['MISS', 'MISS']);
    });

    it('are not when their arguments are no JSON, in no mode', async () => {
      if (dialect.provider === 'anthropic' && !stream) return;
      for (const broken of ['{"city": "Mál', 'Málaga', '["Málaga"]', 'null'])
        for (const [at, choice] of [
          [stage, FORCED[dialect.name][0]!],
          [keeping, {}],
        ] as const) {
          calls('answer', broken, at);
          const { caches, why } = await twice(withTool(choice), at);
          const status = 'ragcache; fwd=miss; detail=tool-arguments';
          expect([broken, caches, why]).toEqual([broken, ['MISS', 'MISS'], [status, status]]);
        }
    });

    it('are all remembered where the operator says so', async () => {
      calls('send_mail', ANSWER, keeping);
      expect((await twice(withTool({}, 'send_mail'), keeping)).caches).toEqual(['MISS', 'HIT']);
    });
  });

  describe.each(PER_WAY)('what is not stored says why: %s', (_, dialect, stream) => {
    afterEach(() => stage.simulator.behave({}));
    const ask = (more: object = {}, headers = {}) =>
      stage.post(
        dialect,
        { ...dialect.ask(QUESTION, { model: freshModel(), stream }), ...more },
        { headers },
      );

    it.each([
      ['length', 'finish-length'],
      ['content_filter', dialect.provider === 'openai' ? 'finish-content_filter' : 'finish-refusal'],
      ['refusal', 'finish-refusal'],
      ['empty', 'empty'],
    ] as const)('an answer that ends by %s', async (finish, detail) => {
      stage.simulator.behave({ finish });
      expect(statusOf(await ask())).toBe(`ragcache; fwd=miss; detail=${detail}`);
    });

    it('an answer that its caller wants to have forgotten', async () => {
      const reply = await ask({}, { 'cache-control': 'no-store' });
      expect(statusOf(reply)).toBe('ragcache; fwd=miss; detail=not-asked-to');
    });

    it('the answer to the result of a tool', async () => {
      const { messages, input } = dialect.toolResult(QUESTION, 'noon');
      expect(statusOf(await ask({ messages, input }))).toBe('ragcache; fwd=miss; detail=uncacheable');
    });

    it('an answer that is stored says nothing', async () => {
      expect(statusOf(await ask())).toBe('ragcache; fwd=miss; stored');
    });
  });

  it('say why at our own endpoint, too', async () => {
    stage.simulator.behave({ finish: 'length' });
    for (const stream of [false, true]) {
      const url = { ...DIALECTS[0]![1], path: '/api/v1/query' };
      const reply = await stage.post(url, { query: `Why is that, ${stream}?`, stream });
      expect(statusOf(reply)).toBe('ragcache; fwd=miss; detail=finish-length');
    }
  });
});
