import type OpenAI from 'openai';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { json, LoopbackServer } from '@app/http/testing';
import { startService, type Service } from '../support/service.js';
import {
  type ConformanceStage,
  openConformanceStage,
  TOOL_ANSWERS_KEPT,
} from './conformance/conformance.stage.js';
import { freshModel, RESPONSES } from './conformance/dialects.js';
import { ACME_KEY, LEAN, RIVAL_KEY, SEMANTIC } from './stage.js';
import { officialSdks } from '../support/recordings/official-sdks.js';

const QUESTION = 'Which days is the library closed?';
/** An id of a replayed answer or item. */
const OURS = /^(resp|msg|rs|fc|ctc)_rc_[\w-]+$/;

type Ask = OpenAI.Responses.ResponseCreateParamsNonStreaming;
const asking = (more: Partial<Ask> = {}): Ask => ({ model: freshModel(), input: QUESTION, ...more });

/** An event or response without what is new each time: ids, times and numbers. The pieces of one text are one. */
function lasting(events: readonly ResponseStreamEvent[]): unknown[] {
  const joined: Record<string, unknown>[] = [];
  for (const event of events) {
    const members = JSON.parse(JSON.stringify(event), withoutNew) as Record<string, unknown>;
    const last = joined.at(-1);
    if ('delta' in members && last?.type === members.type) {
      last!.delta = `${String(last!.delta)}${String(members.delta)}`;
      if (Array.isArray(last!.logprobs))
        last!.logprobs = [...last!.logprobs, ...(members.logprobs as unknown[])];
    } else joined.push(members);
  }
  return joined;
}

function withoutNew(name: string, value: unknown): unknown {
  return ['id', 'item_id', 'created_at', 'completed_at', 'sequence_number'].includes(name)
    ? undefined
    : value;
}

async function eventsOf(client: OpenAI, body: Ask): Promise<ResponseStreamEvent[]> {
  const events: ResponseStreamEvent[] = [];
  for await (const event of await client.responses.create({ ...body, stream: true })) events.push(event);
  return events;
}

describe('POST /v1/responses', () => {
  let stage: ConformanceStage;
  let openai: OpenAI;
  beforeAll(async () => {
    stage = await openConformanceStage({ ...TOOL_ANSWERS_KEPT, ...SEMANTIC, PASS_SHARED: 'true' });
    ({ openai } = stage.sdks());
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  const statusOf = async (body: object) => (await stage.post(RESPONSES, body)).headers['cache-status'];

  it('answers a request that the provider keeps, as clients send it, with a new id each time', async () => {
    const body = asking();
    const replies = [];
    for (let time = 0; time < 3; time++) replies.push(await openai.responses.create(body));
    const [miss, hit, again] = replies;
    expect(miss!.id).toMatch(/^resp_\w{32}$/);
    expect(hit!.id).toMatch(OURS);
    expect(new Set(replies.map(({ id }) => id)).size).toBe(3);
    expect(again!.output[0]).toMatchObject({ id: expect.stringMatching(OURS) });
    for (const reply of [hit!, again!]) {
      expect(reply.output_text).toBe(miss!.output_text);
      expect(JSON.parse(JSON.stringify(reply), withoutNew)).toEqual(
        JSON.parse(JSON.stringify(miss), withoutNew),
      );
    }
  });

  it('takes a text, a message and a message of one part for the same', async () => {
    const { model } = asking();
    const inputs: unknown[] = [
      QUESTION,
      [{ role: 'user', content: QUESTION }],
      [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: QUESTION }] }],
    ];
    const told = [];
    for (const input of inputs) told.push(await statusOf({ model, input, tools: [], store: true }));
    expect(told).toEqual([
      'ragcache; fwd=miss; stored',
      ...Array<unknown>(2).fill(expect.stringContaining('hit')),
    ]);
  });

  it('finds a kept answer under another spelling of the question, but not under other words', async () => {
    const { model } = asking();
    const ask = (input: string, store?: boolean) =>
      statusOf({ model, input, ...(store === undefined ? {} : { store }) });
    expect(await ask('How do I reset my password?')).toContain('fwd=miss; stored');
    expect(await ask('how do I reset my password')).toMatch(/hit; .*detail=canonical/);
    expect(await ask('How can I reset my password?')).toMatch(/fwd=miss; stored|detail=canonical/);
    expect(await ask('What is the way to reset my password?')).toContain('fwd=miss; stored');
    // What the provider does not keep is another answer, which other words may share.
    expect(await ask('How do I reset my password?', false)).toContain('fwd=miss; stored');
    expect(await ask('How can I reset my password?', false)).toContain('hit');
  });

  it.each<[string, Partial<Ask>, object]>([
    ['a text', {}, { text: 'On Sundays and on Mondays.' }],
    ['a long text', {}, { text: 'On Sundays, '.repeat(400), wordsPerDelta: 5 }],
    [
      'reasoning before it',
      { include: ['reasoning.encrypted_content'] },
      { reasoning: 'Let me think it over.', text: 'On Sundays.' },
    ],
    [
      'citations',
      {},
      {
        text: 'See there.',
        citations: [
          { type: 'url_citation', url: 'https://x.example', title: 'X', start_index: 0, end_index: 3 },
        ],
      },
    ],
    [
      'probabilities',
      { include: ['message.output_text.logprobs'], top_logprobs: 2 },
      { text: 'On Sundays only.' },
    ],
    [
      'calls of tools',
      { tools: [tool('clock'), tool('weather')] },
      {
        toolCalls: [
          { name: 'clock', arguments: { zone: 'UTC' } },
          { name: 'weather', arguments: {} },
        ],
      },
    ],
    [
      'a call and a text',
      { tools: [tool('clock')] },
      { text: 'Let me see.', toolCalls: [{ name: 'clock', arguments: { a: [1, 'é'] } }] },
    ],
  ])('replays every event of a stream with %s', async (_, more, say) => {
    stage.simulator.behave({ say });
    const body = asking(more);
    const original = await eventsOf(openai, body);
    stage.simulator.behave({ say: { text: 'Something else.' } });
    for (const events of [await eventsOf(openai, body), await eventsOf(openai, body)]) {
      expect(lasting(events)).toEqual(lasting(original));
      expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
      const ids = new Set(JSON.stringify(events).match(/"(?:id|item_id)":"[^"]+"/g));
      for (const id of ids) expect(id).toMatch(/_rc_|call_|"msg_rc/);
    }
    const whole = await openai.responses.create(body);
    const last = original.at(-1) as { response?: unknown };
    expect(JSON.parse(JSON.stringify({ ...whole, output_text: undefined }), withoutNew)).toEqual(
      JSON.parse(JSON.stringify(last.response), withoutNew),
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['that continues an answer', { previous_response_id: 'resp_1' }],
    ['that continues a conversation', { conversation: 'conv_1' }],
    ['in the background', { background: true }],
    ['with a stored prompt of any version', { prompt: { id: 'pmpt_1' } }],
    ['that only fills the prompt cache', { prompt_cache_options: { prewarm: true } }],
    ['with a search', { tools: [{ type: 'web_search' }] }],
    ['with files to search', { tools: [tool('clock'), { type: 'file_search', vector_store_ids: ['vs_1'] }] }],
    [
      'with a server of tools',
      { tools: [{ type: 'mcp', server_label: 'x', server_url: 'https://x.example' }] },
    ],
    ['with a tool of tomorrow', { tools: [{ type: 'from_the_future' }] }],
    [
      'that points at an item',
      {
        input: [
          { type: 'item_reference', id: 'msg_1' },
          { role: 'user', content: 'And?' },
        ],
      },
    ],
    ['that gives the result of a tool', { input: RESPONSES.toolResult(QUESTION, 'noon').input }],
    [
      'that ends with words of the model',
      {
        input: [
          { role: 'user', content: 'Go on' },
          { role: 'assistant', content: 'One' },
        ],
      },
    ],
  ])('passes a request by %s', async (_, more) => {
    const body = { ...asking(), ...more };
    for (let time = 0; time < 2; time++)
      expect(await statusOf(body)).toMatch(/^ragcache; fwd=miss; detail=uncacheable(; rule="web-search")?$/);
  });

  it.each(['length', 'content_filter', 'refusal'] as const)(
    'does not remember an answer that ended with %s',
    async (finish) => {
      stage.simulator.behave({ finish });
      for (const stream of [false, true]) {
        const body = { ...asking(), stream };
        const replies = [await stage.post(RESPONSES, body), await stage.post(RESPONSES, body)];
        expect(replies.map(({ cache }) => cache)).toEqual(['MISS', 'MISS']);
      }
    },
  );

  it("repeats this request's own metadata, not that of the first one", async () => {
    const body = asking();
    await openai.responses.create({
      ...body,
      metadata: { who: 'first' },
      user: 'ada',
      prompt_cache_key: 'k1',
    });
    const hit = await openai.responses.create({
      ...body,
      metadata: { who: 'second' },
      safety_identifier: 's',
    });
    expect(hit.id).toMatch(OURS);
    expect(hit).toMatchObject({
      metadata: { who: 'second' },
      user: null,
      prompt_cache_key: null,
      safety_identifier: 's',
    });
  });

  it('continues a conversation that began with a replay: what the model said may come back with our ids', async () => {
    const body = asking();
    await openai.responses.create(body);
    const { output, id } = await openai.responses.create(body);
    expect(id).toMatch(OURS);
    const input = [
      { role: 'user' as const, content: QUESTION },
      ...output,
      { role: 'user' as const, content: 'And in May?' },
    ];
    await openai.responses.create({ ...body, input: input as Ask['input'] });
    const { input: sent } = JSON.parse(stage.upstream.last().rawBody) as { input: { id?: string }[] };
    expect(sent[1]!.id).toMatch(/^msg_\w{32}$/);
  });

  it.each<[string, string, string]>([
    ['no model', '{"input":"x"}', 'model'],
    ['an input that is a number', '{"model":"m","input":4}', 'input'],
    ['an item that is a text', '{"model":"m","input":["x"]}', 'input.0'],
  ])("refuses %s in the provider's shape", async (_, body, field) => {
    const reply = await stage.post(RESPONSES, body);
    expect([reply.status, (reply.json() as { error: { param: string } }).error.param]).toEqual([400, field]);
  });
});

function tool(name: string): OpenAI.Responses.FunctionTool {
  return { type: 'function', name, parameters: { type: 'object', properties: {} }, strict: false };
}

describe('an id of a replayed response', () => {
  let upstream: LoopbackServer;
  let service: Service;
  const ORIGINAL = 'resp_0123456789abcdef0123456789abcdef';
  const output = [
    {
      ...{ type: 'message', id: 'msg_0123456789abcdef', status: 'completed', role: 'assistant' },
      content: [{ type: 'output_text', text: 'On Sundays.', annotations: [] }],
    },
  ];
  let madeAt = Math.floor(Date.now() / 1_000);
  const start = (environment: Readonly<Record<string, string>> = {}) =>
    startService({
      ...{ ...LEAN, NODE_ENV: 'production', OPENAI_API_KEY: 'sk-operator', PASS_SHARED: 'true' },
      ...{ API_KEYS: `acme:${ACME_KEY},rival:${RIVAL_KEY}`, OPENAI_BASE_URL: `${upstream.origin}/v1` },
      ...environment,
    });
  beforeAll(async () => {
    upstream = await LoopbackServer.start((response) =>
      json(response, 200, {
        id: ORIGINAL,
        object: 'response',
        created_at: madeAt,
        model: 'm',
        status: 'completed',
        output,
      }),
    );
    service = await start();
  });
  afterAll(async () => {
    await service.stop();
    await upstream.close();
  });

  const clientOf = (key = ACME_KEY, { url } = service) => officialSdks({ url, key }).openai;
  const replayedId = async (client = clientOf()) => {
    const body = asking();
    await client.responses.create(body);
    const { id } = await client.responses.create(body);
    expect(id).toMatch(OURS);
    return id;
  };
  const received = () => {
    const { method, path, body } = upstream.requests.at(-1)!;
    return { line: `${method} ${path}`, body };
  };

  it('stands for the one of the provider wherever it comes back', async () => {
    const client = clientOf();
    const id = await replayedId(client);
    await client.responses.create({ model: 'm', input: 'And?', previous_response_id: id });
    expect(received().body).toEqual({
      model: 'm',
      input: 'And?',
      previous_response_id: ORIGINAL,
    });
    await client.responses.retrieve(id);
    expect(received().line).toBe(`GET /v1/responses/${ORIGINAL}`);
    await client.responses.inputItems.list(id, { after: id });
    expect(received().line).toBe(`GET /v1/responses/${ORIGINAL}/input_items?after=${ORIGINAL}`);
    await client.responses.cancel(id);
    expect(received().line).toBe(`POST /v1/responses/${ORIGINAL}/cancel`);
    await client.responses.inputTokens.count({ model: 'm', previous_response_id: id });
    expect(received().body).toEqual({ model: 'm', previous_response_id: ORIGINAL });
    await client.responses.delete(id);
    expect(received().line).toBe(`DELETE /v1/responses/${ORIGINAL}`);
  });

  it('leaves a text alone that only quotes one', async () => {
    const id = await replayedId();
    const input = `What is {"id": "${id}"} and "${id}"?`;
    await clientOf().responses.create({ model: freshModel(), input });
    expect(received().body).toMatchObject({ input });
  });

  it('means nothing to another tenant, nor when it was made up', async () => {
    const id = await replayedId();
    const before = upstream.requests.length;
    const rival = clientOf(RIVAL_KEY);
    const asked = { model: 'm', input: 'And?' };
    const madeUp = id.replace(/.{6}$/, 'AAAAAA');
    await expect(rival.responses.create({ ...asked, previous_response_id: id })).rejects.toMatchObject({
      status: 404,
    });
    await expect(rival.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    await expect(clientOf().responses.retrieve(madeUp)).rejects.toMatchObject({ status: 404 });
    await expect(
      clientOf().responses.create({ ...asked, previous_response_id: madeUp }),
    ).rejects.toMatchObject({ status: 404 });
    expect(upstream.requests.length).toBe(before);
  });

  it('is refused in words once the provider no longer keeps what it stands for', async () => {
    madeAt -= 31 * 86_400;
    const id = await replayedId();
    madeAt = Math.floor(Date.now() / 1_000);
    await expect(clientOf().responses.retrieve(id)).rejects.toMatchObject({
      ...{
        status: 404,
        message: expect.stringMatching(/30 days \(RESPONSES_KEEP_DAYS\).*Send the whole conversation/),
      },
    });
  });

  it('is understood after a restart, and by other replicas with the same secret', async () => {
    const id = await replayedId();
    const other = await start();
    try {
      await clientOf(ACME_KEY, other).responses.retrieve(id);
      expect(received().line).toBe(`GET /v1/responses/${ORIGINAL}`);
    } finally {
      await other.stop();
    }
  });

  it('is never given out with RESPONSES_REPLAY=off', async () => {
    const other = await start({ RESPONSES_REPLAY: 'off' });
    try {
      const body = asking();
      const ask = (store?: boolean) =>
        clientOf(ACME_KEY, other)
          .responses.create({ ...body, ...(store === undefined ? {} : { store }) })
          .withResponse();
      for (let time = 0; time < 2; time++) {
        const { response, data } = await ask();
        expect(response.headers.get('cache-status')).toBe('ragcache; fwd=bypass; detail=replay-off');
        expect(data.id).toBe(ORIGINAL);
      }
      expect((await ask(false)).response.headers.get('x-cache-status')).toBe('MISS');
      expect((await ask(false)).response.headers.get('x-cache-status')).toBe('HIT');
    } finally {
      await other.stop();
    }
  });
});
