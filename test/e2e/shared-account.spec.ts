import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, LoopbackServer, type ReceivedRequest } from '@app/http/testing';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { toFile } from 'openai';
import { startService, type Service } from '../support/service.js';
import { ACME_KEY, LEAN, RIVAL_KEY } from './stage.js';

/** What one account of a provider holds, as far as these tests need it: things in collections, oldest first. */
class Account {
  private made = 0;
  readonly things = new Map<string, Record<string, unknown>>();

  answer({ method, path, body }: ReceivedRequest): { status: number; body: object } {
    const [route = '', search = ''] = path.split('?', 2);
    const [, , collection = '', id] = route.split('/');
    if (route.endsWith('/responses') && method === 'POST') return { status: 200, body: this.response(body) };
    if (id !== undefined) return this.one(id);
    return method === 'POST'
      ? { status: 200, body: this.make(collection) }
      : { status: 200, body: this.page(collection, search) };
  }

  make(collection: string): Record<string, unknown> {
    const thing = {
      id: `${collection}-${++this.made}`,
      object: collection,
      output_file_id: `files-of-${this.made}`,
    };
    this.things.set(thing.id, thing);
    return thing;
  }

  private response(body: unknown): Record<string, unknown> {
    const id = `resp_${String(++this.made).padStart(32, '0')}`;
    const { model } = body as { model: string };
    const text = { type: 'output_text', text: `Number ${this.made}`, annotations: [] };
    const item = {
      type: 'message',
      id: `msg_${id}`,
      role: 'assistant',
      status: 'completed',
      content: [text],
    };
    const made = {
      id,
      object: 'response',
      created_at: Math.floor(Date.now() / 1_000),
      model,
      status: 'completed',
      output: [item],
    };
    this.things.set(id, made);
    return made;
  }

  private one(id: string): { status: number; body: object } {
    const thing = this.things.get(id);
    return thing
      ? { status: 200, body: thing }
      : { status: 404, body: { error: { message: `No such thing: ${id}` } } };
  }

  private page(collection: string, search: string): object {
    const asked = new URLSearchParams(search);
    const all = [...this.things.values()].filter(({ object }) => object === collection);
    const from = all.findIndex(({ id }) => id === (asked.get('after') ?? asked.get('after_id'))) + 1;
    const data = all.slice(from, from + Number(asked.get('limit') ?? 2));
    const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
    return { object: 'list', data, has_more: from + data.length < all.length, ...ends };
  }
}

describe.each([
  ['the file of owners', {}],
  [
    'memory',
    {
      ...{ ENTRY_STORE: 'memory', VECTOR_INDEX: 'memory', SOURCE_REGISTRY: 'memory' },
      ...{ STATS_STORE: 'memory', FLIGHT_BOARD: 'memory' },
    },
  ],
])('tenants that share an account, with %s', (_, stores) => {
  let account: Account;
  let upstream: LoopbackServer;
  let service: Service;
  const start = (environment: Readonly<Record<string, string>> = {}) =>
    startService({
      ...{ ...LEAN, NODE_ENV: 'production', OPENAI_API_KEY: 'sk-operator', ANTHROPIC_API_KEY: 'sk-ant' },
      ...{ OPENAI_BASE_URL: `${upstream.origin}/v1`, ANTHROPIC_BASE_URL: upstream.origin },
      ...{ API_KEYS: `acme:${ACME_KEY},rival:${RIVAL_KEY}`, ...stores, ...environment },
    });
  beforeAll(async () => {
    account = new Account();
    upstream = await LoopbackServer.start((response) => {
      const { status, body } = account.answer(upstream.requests.at(-1)!);
      json(response, status, body);
    });
    service = await start();
  });
  afterAll(async () => {
    await service.stop();
    await upstream.close();
  });
  const clientOf = (key: string) => new OpenAI({ apiKey: key, baseURL: `${service.url}/v1`, maxRetries: 0 });
  const [acme, rival] = [() => clientOf(ACME_KEY), () => clientOf(RIVAL_KEY)];
  const makeFile = async (client: OpenAI) =>
    client.files.create({ file: await toFile(Buffer.from('x'), 'x.txt'), purpose: 'assistants' });
  const refused = { status: 404, message: expect.stringContaining('PASS_SHARED=true') };

  it('reach what they made, and nothing else', async () => {
    const { id } = await makeFile(acme());
    expect((await acme().files.retrieve(id)).id).toBe(id);
    const before = upstream.requests.length;
    await expect(rival().files.retrieve(id)).rejects.toMatchObject(refused);
    await expect(rival().files.delete(id)).rejects.toMatchObject(refused);
    await expect(rival().files.content(id)).rejects.toMatchObject(refused);
    await expect(rival().files.retrieve('file-nobody-made')).rejects.toMatchObject(refused);
    expect(upstream.requests.length).toBe(before);
  });

  it('see their own in lists, past pages that hold none of it', async () => {
    const mine = [await makeFile(acme())];
    for (let made = 0; made < 5; made++) await makeFile(rival());
    mine.push(await makeFile(acme()));
    const seen = [];
    for await (const { id } of acme().files.list({ limit: 2 })) seen.push(id);
    expect(seen).toEqual(expect.arrayContaining(mine.map(({ id }) => id)));
    for await (const { id } of rival().files.list({ limit: 2 })) expect(seen).not.toContain(id);
  });

  it("see their own in Anthropic's lists", async () => {
    const [mine, theirs] = [ACME_KEY, RIVAL_KEY].map(
      (apiKey) => new Anthropic({ apiKey, baseURL: service.url, maxRetries: 0 }),
    );
    const { id } = await mine!.beta.files.upload({ file: await toFile(Buffer.from('x'), 'x.txt') });
    const ids = async (client: Anthropic) => {
      const found = [];
      for await (const file of client.beta.files.list()) found.push(file.id);
      return found;
    };
    expect(await ids(mine!)).toContain(id);
    expect(await ids(theirs!)).not.toContain(id);
  });

  it("can't name what another made in a request", async () => {
    const { id } = await makeFile(acme());
    const before = upstream.requests.length;
    const completion_window = '24h' as const;
    await expect(
      rival().batches.create({ input_file_id: id, endpoint: '/v1/responses', completion_window }),
    ).rejects.toMatchObject(refused);
    await expect(rival().vectorStores.create({ file_ids: [id] })).rejects.toMatchObject(refused);
    const content = [{ type: 'input_file' as const, file_id: id }];
    await expect(
      rival().responses.create({ model: 'm', input: [{ role: 'user', content }] }),
    ).rejects.toMatchObject(refused);
    await expect(
      rival().chat.completions.create({
        model: 'm',
        messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: id } }] }],
      }),
    ).rejects.toMatchObject(refused);
    expect(upstream.requests.length).toBe(before);
    await acme().vectorStores.create({ file_ids: [id] });
    await acme().responses.create({ model: 'm', input: [{ role: 'user', content }] });
  });

  it('continue their own answers, and no others', async () => {
    const { id, output } = await acme().responses.create({ model: 'm', input: 'What is there to see?' });
    const next = { model: 'm', input: 'And tomorrow?', previous_response_id: id };
    await acme().responses.create(next);
    await expect(rival().responses.create(next)).rejects.toMatchObject(refused);
    await expect(rival().responses.retrieve(id)).rejects.toMatchObject(refused);
    const reference = {
      model: 'm',
      input: [
        { type: 'item_reference' as const, id: output[0]!.id! },
        { role: 'user' as const, content: 'And?' },
      ],
    };
    await acme().responses.create(reference);
    await expect(rival().responses.create(reference)).rejects.toMatchObject(refused);
    const hit = await acme().responses.create({ model: 'm', input: 'What is there to see?' });
    expect(hit.id).toMatch(/^resp_rc_/);
    await acme().responses.create({ ...next, previous_response_id: hit.id });
    await expect(rival().responses.create({ ...next, previous_response_id: hit.id })).rejects.toMatchObject({
      status: 404,
    });
  });

  it.each<[string, (id: string) => object]>([
    ['a reference without a type', (id) => ({ id })],
    ['a reference with a type that is null', (id) => ({ type: null, id })],
    ['a reasoning without its content', (id) => ({ type: 'reasoning', id, summary: [] })],
    ['an image without its data', (id) => ({ type: 'image_generation_call', id, result: null })],
  ])("can't name an item of another's answer: %s", async (_name, itemOf) => {
    const { output } = await acme().responses.create({ model: 'm', input: `What does ${_name} show?` });
    const input = [itemOf(output[0]!.id!), { role: 'user' as const, content: 'And?' }];
    const body = { model: 'm', input: input as OpenAI.Responses.ResponseInput };
    const before = upstream.requests.length;
    await expect(rival().responses.create(body)).rejects.toMatchObject(refused);
    await expect(rival().responses.inputTokens.count(body)).rejects.toMatchObject(refused);
    expect(upstream.requests.length).toBe(before);
    await acme().responses.create(body);
  });

  it("can't edit another's image, nor evaluate what others asked", async () => {
    const { id } = await makeFile(acme());
    const before = upstream.requests.length;
    const post = (path: string, body: object) =>
      rival()
        .post(path, { body })
        .then(
          () => 200,
          ({ status }: { status: number }) => status,
        );
    expect(await post('/images/edits', { prompt: 'x', images: [{ file_id: id }] })).toBe(404);
    expect(await post('/evals', { data_source_config: { type: 'stored_completions' } })).toBe(403);
    expect(upstream.requests.length).toBe(before);
  });

  it('are refused a request that names too much to look up', async () => {
    const file_ids = Array.from({ length: 5_001 }, (_unused, number) => `file-${number}`);
    await expect(rival().vectorStores.create({ file_ids })).rejects.toMatchObject({ status: 400 });
  });

  it('own the file of their batch once they have seen its name', async () => {
    const { id: input_file_id } = await makeFile(acme());
    const { id, output_file_id } = await acme().batches.create({
      input_file_id,
      endpoint: '/v1/responses',
      completion_window: '24h',
    });
    account.things.set(output_file_id!, { id: output_file_id, object: 'files' });
    expect((await acme().batches.retrieve(id)).output_file_id).toBe(output_file_id);
    expect((await acme().files.retrieve(output_file_id!)).id).toBe(output_file_id);
    await expect(rival().files.retrieve(output_file_id!)).rejects.toMatchObject(refused);
  });

  it.each([
    ['a name twice', '{"input_file_id":"files-1","input_file_id":"files-1"}'],
    ['no JSON', '{"input_file_id":'],
  ])('are refused a body that others may read in another way: %s', async (_name, body) => {
    const { status } = await fetch(`${service.url}/v1/batches`, {
      ...{ method: 'POST', body },
      headers: { authorization: `Bearer ${RIVAL_KEY}`, 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
  });

  it('may send large files and images, which are searched all the same', async () => {
    const { id } = await makeFile(acme());
    const file_data = `data:application/pdf;base64,${'QUJD'.repeat(500_000)}`;
    const ask = (more: OpenAI.Responses.ResponseInputContent[]) =>
      rival().responses.create({
        model: 'm',
        input: [{ role: 'user', content: [{ type: 'input_file', filename: 'a.pdf', file_data }, ...more] }],
      });
    await ask([]);
    const before = upstream.requests.length;
    await expect(ask([{ type: 'input_file', file_id: id }])).rejects.toMatchObject(refused);
    expect(upstream.requests.length).toBe(before);
  });

  it('are refused a form where it could name things', async () => {
    const form = new FormData();
    form.set('file_id', 'files-1');
    const { status } = await fetch(`${service.url}/v1/containers`, {
      ...{ method: 'POST', body: form, headers: { authorization: `Bearer ${RIVAL_KEY}` } },
    });
    expect(status).toBe(403);
  });
});

describe('the file of owners', () => {
  it('knows after a restart what was made before, also by a tenant that was alone then', async () => {
    const account = new Account();
    const upstream = await LoopbackServer.start((response) => {
      const { status, body } = account.answer(upstream.requests.at(-1)!);
      json(response, status, body);
    });
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'ragcache-owners-'));
    const common = {
      DATA_DIR,
      ...LEAN,
      NODE_ENV: 'production',
      OPENAI_API_KEY: 'sk-operator',
      OPENAI_BASE_URL: `${upstream.origin}/v1`,
    };
    const alone = await startService({ ...common, API_KEYS: `acme:${ACME_KEY}` });
    const client = (url: string, key: string) =>
      new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
    const file = await toFile(Buffer.from('x'), 'x.txt');
    const { id } = await client(alone.url, ACME_KEY).files.create({ file, purpose: 'assistants' });
    await alone.stop();
    const both = await startService({ ...common, API_KEYS: `acme:${ACME_KEY},rival:${RIVAL_KEY}` });
    expect((await client(both.url, ACME_KEY).files.retrieve(id)).id).toBe(id);
    await expect(client(both.url, RIVAL_KEY).files.retrieve(id)).rejects.toMatchObject({ status: 404 });
    await both.stop();
    await upstream.close();
    rmSync(DATA_DIR, { recursive: true });
  });
});
