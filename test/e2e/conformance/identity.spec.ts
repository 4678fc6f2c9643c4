import { RIVAL_KEY, SEMANTIC } from '../stage.js';
import { type ConformanceStage, openConformanceStage, type PostOptions } from './conformance.stage.js';
import { ANTHROPIC, type Dialect, DIALECTS, freshModel, OPENAI } from './dialects.js';

const QUESTION = 'Which colours does the company logo have?';
type Body = Readonly<Record<string, unknown>>;

/** What may differ between two requests. */
interface Variation {
  readonly body?: (dialect: Dialect, body: Body) => object | string;
  readonly options?: PostOptions;
}

const PLAIN: Variation = {};
const EXACT = { headers: { 'x-cache-mode': 'exact' } };
const pretty = (_: Dialect, body: Body) => JSON.stringify(body, undefined, 2);
const swapped = (_: Dialect, body: Body) => Object.fromEntries(Object.entries(body).reverse());
const and = (more: Body) => (_: Dialect, body: Body) => ({ ...body, ...more });
const MARK = { cache_control: { type: 'ephemeral' } };
const inParts = ({ name }: Dialect, body: Body, mark: object = {}) => {
  const [member, type] = name === 'responses' ? ['input', 'input_text'] : ['messages', 'text'];
  const messages = (body[member] as Body[]).map(({ content, ...message }) => ({
    ...message,
    content: [{ type, text: content, ...mark }],
  }));
  return { ...body, [member]: messages };
};
const MORE_NULL = { 'chat-completions': 'stop', messages: 'stop_sequences', responses: 'truncation' };
const withNulls = ({ name }: Dialect, body: Body) => ({
  ...{ ...body, temperature: null, top_p: null, tools: null, tool_choice: null },
  [MORE_NULL[name]]: null,
});

/** What is asked, and what was asked before: the plain request unless told. */
const OTHERS: readonly (readonly [name: string, after: Variation, before: Variation])[] = [
  ['by the key of another tenant', { options: { key: RIVAL_KEY } }, PLAIN],
  ['with an unknown parameter', { body: and({ from_the_future: 1 }) }, PLAIN],
  [
    'with another value of an unknown parameter',
    { body: and({ from_the_future: 2 }) },
    { body: and({ from_the_future: 1 }) },
  ],
  ['with a parameter that is null instead of absent', { body: and({ from_the_future: null }) }, PLAIN],
  ['with another temperature', { body: and({ temperature: 0 }) }, { body: and({ temperature: 1 }) }],
  ['with another limit', { body: and({ max_tokens: 99 }) }, PLAIN],
  ['with a system prompt', { body: (dialect, body) => dialect.withSystem(body, 'Be brief.') }, PLAIN],
  [
    'with a system prompt in other letter case',
    { body: (dialect, body) => dialect.withSystem(body, 'be brief.') },
    { body: (dialect, body) => dialect.withSystem(body, 'Be brief.') },
  ],
  ['after an earlier turn', { body: (dialect, body) => dialect.withHistory(body, 'Hello', 'Hi') }, PLAIN],
  [
    'after an earlier turn with another answer',
    { body: (dialect, body) => dialect.withHistory(body, 'Hello', 'Hello to you') },
    { body: (dialect, body) => dialect.withHistory(body, 'Hello', 'Hi') },
  ],
  ['with a tool', { body: (dialect, body) => dialect.withTool(body, 'clock') }, PLAIN],
  [
    'with another tool',
    { body: (dialect, body) => dialect.withTool(body, 'weather') },
    { body: (dialect, body) => dialect.withTool(body, 'clock') },
  ],
  ['about a document', { body: (dialect, body) => dialect.withDocument(body, 'The logo is blue.') }, PLAIN],
  [
    'about another document',
    { body: (dialect, body) => dialect.withDocument(body, 'The logo is red.') },
    { body: (dialect, body) => dialect.withDocument(body, 'The logo is blue.') },
  ],
  ['in another namespace', { options: { headers: { 'x-cache-namespace': 'elsewhere' } } }, PLAIN],
];

const SAME: readonly (readonly [string, Variation])[] = [
  ['with its members in another order', { body: swapped }],
  ['with other white space', { body: pretty }],
  ['with stream: false', { body: and({ stream: false }) }],
  ['with stream: true', { body: and({ stream: true }) }],
  ['with metadata', { body: and({ metadata: { user_id: 'u-1' } }) }],
  ['with a cache block', { body: and({ cache: { ttl: 3_600 } }) }],
  ['with a text part for its text', { body: inParts }],
  ['with a mark for the prompt cache', { body: (_, body) => inParts(_, body, MARK) }],
  ['with no tools, as a list', { body: and({ tools: [] }) }],
  ['with null for what it does not say', { body: withNulls }],
  ['with a price', { body: and({ service_tier: 'auto' }) }],
];

const LOOKALIKES = [
  ['How do I enable dark mode?', 'How do I disable dark mode?'],
  ['What was the revenue in 2023?', 'What was the revenue in 2024?'],
  ['Is the office open on Friday?', 'Is the office closed on Friday?'],
] as const;

describe.each(DIALECTS)('identity on the wire of %s', (_, dialect) => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  const askedWith = async (body: Body, { body: vary = (_, same) => same, options }: Variation = {}) => {
    const calls = stage.upstream.calls();
    const reply = await stage.post(dialect, vary(dialect, body), options);
    expect(reply.status).toBe(200);
    return { cache: reply.cache, asked: stage.upstream.calls() - calls, said: dialect.textOf(reply.text) };
  };
  const request = () => dialect.ask(QUESTION, { model: freshModel() });

  it('is that of the same body', async () => {
    const body = request();
    const first = await askedWith(body);
    expect(first).toMatchObject({ cache: 'MISS', asked: 1 });
    expect(await askedWith(body)).toEqual({ ...first, cache: 'HIT', asked: 0 });
  });

  it.each(OTHERS)('is another one %s', async (_name, after, before) => {
    const body = request();
    expect(await askedWith(body, before)).toMatchObject({ cache: 'MISS', asked: 1 });
    expect(await askedWith(body, after)).toMatchObject({ cache: 'MISS', asked: 1 });
    expect(await askedWith(body, after)).toMatchObject({ cache: 'HIT', asked: 0 });
  });

  it.each(SAME)('is the same one %s', async (_name, variation) => {
    const body = request();
    const first = await askedWith(body);
    expect(await askedWith(body, variation)).toEqual({ ...first, cache: 'HIT', asked: 0 });
  });

  it('is another one in other letter case, in the exact tier', async () => {
    const model = freshModel();
    const [one, other] = [QUESTION, QUESTION.toLowerCase()].map((question) =>
      dialect.ask(question, { model }),
    );
    expect(await askedWith(one!, { options: EXACT })).toMatchObject({ cache: 'MISS' });
    expect(await askedWith(other!, { options: EXACT })).toMatchObject({ cache: 'MISS', asked: 1 });
  });

  it.each(LOOKALIKES)('tells %p from %p', async (one, other) => {
    const model = freshModel();
    const first = await askedWith(dialect.ask(one, { model }));
    const second = await askedWith(dialect.ask(other, { model }));
    expect(second).toMatchObject({ cache: 'MISS', asked: 1 });
    expect(second.said).not.toBe(first.said);
  });
});

describe('identity on the wire', () => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  it.each([
    [OPENAI, 'openai-beta', 'assistants=v2'],
    [ANTHROPIC, 'anthropic-beta', 'context-1m-2025-08-07'],
    [ANTHROPIC, 'anthropic-version', '2024-01-01'],
  ])('has the headers that shape answers: %# %s', async (dialect, name, value) => {
    const body = dialect.ask(QUESTION, { model: freshModel() });
    expect((await stage.post(dialect, body)).cache).toBe('MISS');
    expect((await stage.post(dialect, body, { headers: { [name]: value } })).cache).toBe('MISS');
  });

  it.each([
    [OPENAI, 'openai-beta'],
    [ANTHROPIC, 'anthropic-beta'],
  ])('is the same however betas are listed: %# %s', async (dialect, name) => {
    const body = dialect.ask(QUESTION, { model: freshModel() });
    const ask = (betas: string) => stage.post(dialect, body, { headers: { [name]: betas } });
    expect((await ask('b-2, b-1')).cache).toBe('MISS');
    expect(stage.upstream.last().headers[name]).toBe('b-2, b-1');
    for (const betas of ['b-1,b-2', 'b-2,b-1,b-2', ' b-1 , b-2,'])
      expect((await ask(betas)).cache).toBe('HIT');
    expect((await ask('b-1')).cache).toBe('MISS');
  });

  it.each([
    { n: 1 },
    { logprobs: false },
    { stop: [] },
    { functions: [] },
    { response_format: { type: 'text' } },
    { prompt_cache_options: { ttl: 60 } },
  ])("of OpenAI's requests is the same with %j, which goes upstream all the same", async (more) => {
    const body = OPENAI.ask(QUESTION, { model: freshModel(), ...more });
    expect((await stage.post(OPENAI, body)).cache).toBe('MISS');
    expect(stage.upstream.last().body).toEqual(body);
    expect((await stage.post(OPENAI, OPENAI.ask(QUESTION, { model: body.model }))).cache).toBe('HIT');
  });

  it("of OpenAI's requests takes one stop for a list of it", async () => {
    const model = freshModel();
    expect((await stage.post(OPENAI, OPENAI.ask(QUESTION, { model, stop: 'END' }))).cache).toBe('MISS');
    expect((await stage.post(OPENAI, OPENAI.ask(QUESTION, { model, stop: ['END'] }))).cache).toBe('HIT');
    expect((await stage.post(OPENAI, OPENAI.ask(QUESTION, { model, stop: ['end'] }))).cache).toBe('MISS');
  });

  it.each(['user', 'safety_identifier', 'prompt_cache_key', 'prompt_cache_retention'])(
    "of OpenAI's requests is without %s",
    async (name) => {
      const body = OPENAI.ask(QUESTION, { model: freshModel() });
      expect((await stage.post(OPENAI, body)).cache).toBe('MISS');
      expect((await stage.post(OPENAI, { ...body, [name]: '24h' })).cache).toBe('HIT');
    },
  );

  it('never joins the wire formats', async () => {
    const model = freshModel();
    const body = { model, max_tokens: 9, messages: [{ role: 'user', content: QUESTION }] };
    expect((await stage.post(OPENAI, body)).cache).toBe('MISS');
    expect((await stage.post(ANTHROPIC, body)).cache).toBe('MISS');
  });

  it.each([
    ['several choices', { n: 2 }],
    ['logprobs', { logprobs: true }],
  ])('of requests for %s is exact', async (_, more) => {
    const model = freshModel();
    const ask = (question: string) => stage.post(OPENAI, OPENAI.ask(question, { ...more, model }));
    expect((await ask(QUESTION)).cache).toBe('MISS');
    expect((await ask(QUESTION)).cache).toBe('HIT');
    expect((await ask(QUESTION.toLowerCase())).cache).toBe('MISS');
  });
});
