import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { memoryCache, type MemoryCache } from '@app/cache/testing';
import { Account, type RagCacheError, type Usage } from '@app/core';
import { ModelCatalog, WireUpstream, type Deadline, type WireCall, type WireResponse } from '@app/llm';
import { routesTo } from '@app/llm/testing';
import * as fc from 'fast-check';
import { AnswerReport } from '../answer-report.js';
import { CallerLeft } from '../flights/waiter.js';
import { RuleBook, type Rules } from '../rules/rule-book.js';
import { UpstreamGate } from '../upstream/upstream-gate.js';
import { AnswerEmbeddings } from './answer-embeddings.js';
import { EmbeddingsResolver } from './embeddings.resolver.js';
import type { EmbeddingsCommand } from './embeddings.types.js';

interface Body {
  readonly model: string;
  readonly input: unknown;
  readonly encoding_format?: 'float' | 'base64';
  readonly dimensions?: number;
  readonly padding?: readonly unknown[];
}

interface Row {
  readonly index: number;
  readonly embedding: number[] | string;
}

interface Answer {
  readonly data: readonly Row[];
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
}

const itemsOf = (input: unknown): readonly unknown[] =>
  Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];
const costOf = (item: unknown) => (item as { length: number }).length;

/** Any finite 32-bit floats: by their bits, so that both zeros, the smallest and the largest numbers occur. */
function bitsOf(item: unknown, { model, dimensions = 3 }: Body): Float32Array {
  const digest = createHash('sha512')
    .update(JSON.stringify([item, model, dimensions]))
    .digest();
  const floats = new Float32Array(dimensions);
  const bits = new Uint32Array(floats.buffer);
  const special = [0x80000000, 0x00000001, 0x7f7fffff, 0x3f800000];
  for (let at = 0; at < dimensions; at++) {
    const random = digest.readUInt32LE(at * 4);
    const isSpecial = random % 3 === 0;
    bits[at] = isSpecial ? special[random % special.length]! : random & 0xbfffffff;
  }
  return floats;
}

const base64Of = (floats: Float32Array) => Buffer.from(floats.buffer).toString('base64');
const jsonOf = (value: number) => (Object.is(value, -0) ? '-0' : String(value));

/** The response of a provider that remembers nothing. */
function uncached(body: Body): string {
  const items = itemsOf(body.input);
  const rows = items.map((item, index) => {
    const floats = bitsOf(item, body);
    const isBytes = body.encoding_format === 'base64';
    const embedding = isBytes ? `"${base64Of(floats)}"` : `[${Array.from(floats, jsonOf).join()}]`;
    return `{"object":"embedding","index":${index},"embedding":${embedding}}`;
  });
  const tokens = items.reduce<number>((sum, item) => sum + costOf(item), 0);
  const usage = JSON.stringify({ prompt_tokens: tokens, total_tokens: tokens });
  return `{"object":"list","data":[${rows.join()}],"model":${JSON.stringify(body.model)},"usage":${usage}}`;
}

class Provider extends WireUpstream {
  readonly name = 'openai';
  readonly asked: Body[] = [];
  reply: (body: Body) => Promise<string> = async (body) => uncached(body);
  status = 200;

  async send({ body }: WireCall, { signal, onSend }: Deadline): Promise<WireResponse> {
    onSend?.();
    const asked = JSON.parse(body!.toString()) as Body;
    this.asked.push(asked);
    const text = await this.reply(asked);
    signal.throwIfAborted();
    const headers = { 'content-type': 'application/json', 'x-upstream-request-id': 'r1' };
    return { status: this.status, headers, body: Readable.from([Buffer.from(text)]) };
  }

  pass(): Promise<never> {
    return Promise.reject(new Error('Not a call that is passed on.'));
  }
}

/** Admits so many writes, and notes what it is charged. */
class Till extends Account {
  readonly charged: Usage[] = [];
  calls = 0;

  constructor(private writes = Infinity) {
    super();
  }

  async admitCall() {
    this.calls++;
  }

  async admitWrite() {
    return this.writes-- > 0;
  }

  charge(usage: Usage): void {
    this.charged.push(usage);
  }
}

const PRICES = new Map([['priced', { input: 2, output: 0 }]]);

async function scene(rules: Rules = { rules: [], builtIn: [] }) {
  const cache = await memoryCache();
  const provider = new Provider();
  const { clock, signals, statistics } = cache;
  const catalog = new ModelCatalog({ aliases: new Map(), prices: PRICES });
  const settings = {
    cacheMode: 'on',
    ttlSeconds: 60,
    staleSeconds: 0,
    timeoutMs: 5_000,
    isClosed: false,
  } as const;
  const routes = routesTo({ openai: provider });
  const tools = { routes, clock, signals, rules: new RuleBook(rules, signals) };
  const embeddings = new AnswerEmbeddings({
    ...{ embeddings: cache.embeddings, reader: cache.reader, writer: cache.writer },
    ...{ catalog, clock, signals, gate: new UpstreamGate(10, signals) },
    resolver: new EmbeddingsResolver(tools, settings),
    report: new AnswerReport({ catalog, clock, statistics }),
  });
  const left = new AbortController();
  const ask = async (body: Body, parts: Partial<EmbeddingsCommand> = {}) => {
    const raw = Buffer.from(JSON.stringify(body));
    const given = { tenant: 'acme', writer: 'test', headers: {}, raw, body: { ...body }, ...parts };
    const result = await embeddings.answer(embeddings.resolve(given), left, () => undefined);
    return { ...result, text: String(result.body), answer: JSON.parse(String(result.body)) as Answer };
  };
  return { cache, provider, ask, left };
}

const floatsOf = ({ embedding }: Row): Buffer => {
  if (typeof embedding === 'string') return Buffer.from(embedding, 'base64');
  return Buffer.from(Float32Array.from(embedding).buffer);
};

describe('AnswerEmbeddings', () => {
  const texts = fc
    .subarray(['a', 'b', 'c', '1,2', ''], { minLength: 1 })
    .chain((some) => fc.array(fc.constantFrom(...some), { minLength: 1, maxLength: 6 }));
  const tokens = fc.array(fc.constantFrom([1, 2], [1], [2, 1]), { minLength: 1, maxLength: 6 });
  const input = fc.oneof(texts, tokens, fc.constantFrom('a', '1,2', [1, 2], [1]));
  const request: fc.Arbitrary<Body> = fc.record(
    {
      model: fc.constantFrom('m', 'n'),
      input,
      encoding_format: fc.constantFrom('float' as const, 'base64' as const),
      dimensions: fc.constantFrom(2, 3),
    },
    { requiredKeys: ['model', 'input'] },
  );

  it('gives the same as an uncached call, whatever is in memory, and asks for every item once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 8 }), async (requests) => {
        const { provider, ask } = await scene();
        const remembered = new Set<string>();
        for (const body of requests) {
          provider.asked.length = 0;
          const { answer } = await ask(body);
          const expected = JSON.parse(uncached(body)) as Answer;
          expect({ ...answer, data: [], usage: {} }).toEqual({ ...expected, data: [], usage: {} });
          expect(answer.data.map(({ index }) => index)).toEqual(expected.data.map(({ index }) => index));
          const isBytes = body.encoding_format === 'base64';
          for (const [at, row] of answer.data.entries()) {
            expect(typeof row.embedding === 'string').toBe(isBytes);
            expect(floatsOf(row)).toEqual(floatsOf(expected.data[at]!));
          }
          const nameOf = (item: unknown) => JSON.stringify([item, body.model, body.dimensions]);
          const items = itemsOf(body.input);
          const missing = [...new Map(items.map((item) => [nameOf(item), item]))].filter(
            ([name]) => !remembered.has(name),
          );
          expect(provider.asked.flatMap((asked) => itemsOf(asked.input))).toEqual(
            missing.map(([, item]) => item),
          );
          const used = missing.reduce((sum, [, item]) => sum + costOf(item), 0);
          expect(answer.usage).toEqual({ prompt_tokens: used, total_tokens: used });
          missing.forEach(([name]) => remembered.add(name));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('says how many items were in memory, and what that saved', async () => {
    const { cache, ask } = await scene();
    await ask({ model: 'priced', input: ['ab', 'abcd'] });
    const part = await ask({ model: 'priced', input: ['ab', 'ab', 'x'] });
    expect(part).toMatchObject({
      items: { hit: 2, miss: 1 },
      cache: { kind: 'miss', stored: true, partial: { modelLabel: 'priced', tokensSaved: 2 } },
    });
    cache.clock.advance(2_000);
    const hit = await ask({ model: 'priced', input: ['x', 'abcd'] });
    expect(hit).toMatchObject({
      ...{ items: { hit: 2, miss: 0 }, headers: { 'content-type': 'application/json' } },
      cache: { kind: 'hit', tier: 'exact', ageMs: 2_000, tokensSaved: 5, costSavedUsd: 10 / 1e6 },
    });
    const { rows } = await cache.statistics.read('acme');
    expect(rows).toMatchObject([{ misses: 2, hits_exact: 1, tokens_saved: 7 }]);
    expect(cache.signals.counted.filter((one) => one.startsWith('embedding:')).sort()).toEqual([
      ...['embedding:hit', 'embedding:hit', 'embedding:hit', 'embedding:hit'],
      ...['embedding:miss', 'embedding:miss', 'embedding:miss'],
    ]);
  });

  it('passes the headers of the provider on, also with an answer that is put together', async () => {
    const { ask } = await scene();
    await ask({ model: 'm', input: ['a'] });
    const { headers } = await ask({ model: 'm', input: ['a', 'b'] });
    expect(headers).toMatchObject({ 'x-upstream-request-id': 'r1' });
  });

  it('writes floats with all digits of a 32-bit float, also where the provider sends more', async () => {
    const { provider, ask } = await scene();
    const data = [{ index: 0, embedding: [0.1, -0.0023064255, 1e-46, 3] }];
    provider.reply = async () => JSON.stringify({ data, model: 'm' });
    await ask({ model: 'm', input: 'a' });
    const { answer, text } = await ask({ model: 'm', input: 'a' });
    expect(answer.data[0]!.embedding).toEqual([Math.fround(0.1), Math.fround(-0.0023064255), 0, 3]);
    expect(text).toContain('[0.10000000149011612,');
  });

  it('writes all vectors of an answer in the encoding that was asked for, whatever the provider does', async () => {
    const { provider, ask } = await scene();
    await ask({ model: 'm', input: ['a'] });
    provider.reply = async (body) => uncached({ ...body, encoding_format: 'float' });
    const body = { model: 'm', input: ['a', 'b'], encoding_format: 'base64' } as const;
    const { answer } = await ask(body);
    expect(answer.data.map(({ embedding }) => embedding)).toEqual(
      body.input.map((item) => base64Of(bitsOf(item, body))),
    );
  });

  it('keeps the members that it does not know, of the answer and of its rows', async () => {
    const { provider, ask } = await scene();
    await ask({ model: 'm', input: ['a'] });
    provider.reply = async (body) => {
      const { data, ...rest } = JSON.parse(uncached(body)) as Answer;
      return JSON.stringify({ id: 'emb-1', ...rest, data: data.map((row) => ({ ...row, note: 'n' })) });
    };
    const { answer } = await ask({ model: 'm', input: ['a', 'b'] });
    expect(answer).toMatchObject({ id: 'emb-1', data: [{ index: 0 }, { index: 1, note: 'n' }] });
  });

  it('asks for all items when the body has too many marks to be cut', async () => {
    const { provider, ask } = await scene();
    const padding = Array<unknown>(60_000).fill([]);
    await ask({ model: 'm', input: ['a'], padding });
    const body = { model: 'm', input: ['b', 'a', 'a'], padding };
    const { text } = await ask(body);
    expect(text).toBe(uncached(body));
    expect(provider.asked[1]).toEqual(body);
    expect((await ask(body)).items).toEqual({ hit: 3, miss: 0 });
  });

  it('does not serve an entry of another tenant, namespace, provider header or query', async () => {
    const { ask } = await scene();
    const body = { model: 'm', input: ['a'] };
    await ask(body);
    const others = [
      ...[{ tenant: 'rival' }, { namespace: 'other' }, { headers: { 'openai-beta': 'x' } }],
      { search: '?api-version=2' },
    ];
    for (const parts of others) expect((await ask(body, parts)).cache.kind).toBe('miss');
    expect((await ask(body)).cache.kind).toBe('hit');
  });

  it('stops to serve what was purged, also while the call is made', async () => {
    const { cache, provider, ask } = await scene();
    const body = { model: 'm', input: ['a'] };
    await ask(body);
    await cache.purge.run({ tenant: 'acme', by: 'test', model: 'm' });
    provider.reply = async (asked) => {
      await cache.purge.run({ tenant: 'acme', by: 'test', model: 'm' });
      return uncached(asked);
    };
    expect((await ask(body)).cache.kind).toBe('miss');
    expect((await ask(body)).cache.kind).toBe('miss');
  });

  it('asks the account for the call and for every write, and charges what the provider counted', async () => {
    const { ask } = await scene();
    const account = new Till(2);
    const body = { model: 'm', input: ['a', 'bc', 'def'] };
    const { cache } = await ask(body, { account });
    expect(cache).toMatchObject({ stored: false, notStored: 'write-limit' });
    expect(account).toMatchObject({ calls: 1, charged: [{ prompt: 6, total: 6 }] });
    expect((await ask(body, { account: new Till(0) })).items).toEqual({ hit: 2, miss: 1 });
    await ask({ model: 'm', input: ['a'] }, { account });
    expect(account.calls).toBe(1);
  });

  it('charges the length of a request whose answer has no usage, and nothing for a failure', async () => {
    const { provider, ask } = await scene();
    const account = new Till();
    provider.reply = async () => '{"data":[{"index":0,"embedding":[1]}]}';
    await ask({ model: 'm', input: 'x'.repeat(400) }, { account });
    expect(account.charged[0]!.total).toBeGreaterThan(100);
    provider.status = 500;
    await ask({ model: 'm', input: 'y' }, { account });
    expect(account.charged).toHaveLength(1);
  });

  it('charges a caller that leaves, and tells it so', async () => {
    const { cache, provider, ask, left } = await scene();
    const account = new Till();
    provider.reply = async (body) => {
      left.abort();
      return uncached(body);
    };
    await expect(ask({ model: 'm', input: 'a' }, { account })).rejects.toBeInstanceOf(CallerLeft);
    expect(account.charged).toHaveLength(1);
    expect(cache.signals.calls).toMatchObject([{ outcome: 'left' }]);
  });

  it('refuses what is not in memory when the caller wants nothing else', async () => {
    const { provider, ask } = await scene();
    await ask({ model: 'm', input: ['a'] });
    const only = { directives: { onlyIfCached: true } };
    expect((await ask({ model: 'm', input: ['a'] }, only)).cache.kind).toBe('hit');
    const refusal = ask({ model: 'm', input: ['a', 'b'] }, only);
    await expect(refusal).rejects.toMatchObject({ code: 'not_in_cache' } satisfies Partial<RagCacheError>);
    expect(provider.asked).toHaveLength(1);
  });

  it('replaces vectors on request, and takes none that are too old', async () => {
    const { cache, provider, ask } = await scene();
    const body = { model: 'm', input: ['a', 'b'] };
    await ask(body);
    await cache.writer.drain();
    cache.clock.advance(1_000);
    expect((await ask(body, { directives: { maxAgeMs: 999 } })).cache).toMatchObject({ isTooOld: true });
    expect((await ask(body, { directives: { noCache: true } })).cache).toMatchObject({
      ...{ kind: 'refresh', stored: true },
    });
    expect(provider.asked).toHaveLength(3);
  });

  it('obeys rules about models, and none about words', async () => {
    const off = {
      name: 'off',
      mode: 'off',
      matches: ({ model }: { model: string }) => model === 'n',
    } as const;
    const worded = { name: 'worded', ttlSeconds: 0, matches: ({ text }: { text: string }) => text !== '' };
    const { ask } = await scene({ rules: [off], builtIn: [worded] });
    const { cache, rule } = await ask({ model: 'n', input: 'today' });
    expect([cache, rule]).toEqual([{ kind: 'bypass', reason: 'rule-off' }, 'off']);
    expect((await ask({ model: 'm', input: 'today' })).cache).toMatchObject({ stored: true });
  });

  describe('over a broken cache', () => {
    const body = { model: 'm', input: ['a', 'b'] };
    const broken = () => Promise.reject(new Error('The store is down.'));
    it.each<[string, (cache: MemoryCache) => void]>([
      ['entries that can not be read', ({ stores }) => (stores.entries.find = broken)],
      ['entries that can not be written', ({ stores }) => (stores.entries.save = broken)],
      ['a registry that can not be read', ({ stores }) => (stores.registry.read = broken)],
      ['a registry without an order', ({ stores }) => (stores.registry.order = broken)],
      ['entries that never come', ({ stores }) => (stores.entries.find = () => new Promise(() => undefined))],
    ])('with %s answers all the same', async (_, damage) => {
      const { cache, ask } = await scene();
      damage(cache);
      for (let time = 0; time < 2; time++) {
        const { status, answer } = await ask(body);
        expect([status, answer.data]).toEqual([200, (JSON.parse(uncached(body)) as Answer).data]);
      }
    });
  });
});
