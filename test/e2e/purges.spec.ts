import { createHash } from 'node:crypto';
import { shortDigest } from '@app/core';
import {
  type Asked,
  askFor,
  choicesOf,
  learn,
  NAMEABLE,
  type Nameable,
  orderOf,
  purge,
  receiptOf,
  servedBy,
} from '../support/purges.js';
import { until } from '../support/timing.js';
import { ACME_KEY, openStage, RIVAL_KEY, SEMANTIC, type Stage } from './stage.js';

const SECOND_KEY = 'acme-second-0123456789abcdefgh';
const API_KEYS = `acme:${ACME_KEY},acme:${SECOND_KEY},rival:${RIVAL_KEY}`;
const SLOW_MS = 600;

let count = 0;
function anAsked(): Asked {
  const number = ++count;
  return {
    ...{ query: `What is kept in drawer ${number}?`, namespace: `cellar-${number}` },
    ...{ model: `gpt-${number}`, tag: `drawer-${number}`, key: ACME_KEY },
  };
}

/** Answers that differ from it in one respect each; tag and writer are no identity, so that the question differs as well. */
function neighboursOf(asked: Asked): Asked[] {
  const { query, namespace, model, tag } = asked;
  return [
    { ...asked, query: `${query} Really?` },
    { ...asked, namespace: `${namespace}-b` },
    { ...asked, model: `${model}-b` },
    { ...asked, query: `${query} By tag?`, tag: `${tag}-b` },
    { ...asked, query: `${query} By writer?`, key: SECOND_KEY },
  ];
}

const ORDERS: [string, (asked: Asked) => object][] = [
  ['all', () => ({ all: true })],
  ...NAMEABLE.map((name): [string, (asked: Asked) => object] => [
    name,
    (asked) => orderOf(asked, [name], shortDigest),
  ]),
];

describe('a purge', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ API_KEYS });
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.simulator.behave({}));

  /** Orders a purge, and waits for its house-keeping where the answer came before that was done. */
  const order = async (body: object, key = ACME_KEY) => {
    const ordered = await purge(stage.service, key, body);
    if (ordered.status !== 200 || ordered.body.done) return ordered;
    let receipt = ordered;
    await until(async () => {
      receipt = await receiptOf(stage.service, key, ordered.body.number);
      return receipt.body.done;
    });
    return { ...ordered, body: { ...ordered.body, ...receipt.body } };
  };
  const serves = async (asked: Asked) => (await servedBy(stage.service, asked)) !== undefined;
  const servesEach = (all: readonly Asked[]) => Promise.all(all.map(serves));
  const learnEach = (all: readonly Asked[]) => Promise.all(all.map((asked) => learn(stage.service, asked)));
  /** Begins a call of the model that takes its time; resolves when the model has been asked. */
  const beginSlowly = async (asked: Asked, more: object = {}) => {
    stage.simulator.behave({ latencyMs: SLOW_MS });
    const before = stage.simulator.calls().total;
    const answer = askFor(stage.service, asked, { more });
    await until(() => stage.simulator.calls().total > before);
    stage.simulator.behave({});
    return { answer };
  };

  it.each(choicesOf(NAMEABLE).map((named): [Nameable[]] => [named]))(
    'by %j forgets whatever has all of it, and nothing else',
    async (named) => {
      const asked = anAsked();
      const neighbours = neighboursOf(asked);
      await learnEach([asked, ...neighbours]);
      const isNamed = (one: Asked) => named.every((name) => one[name] === asked[name]);
      const forgotten = 1 + neighbours.filter(isNamed).length;
      const { status, body } = await order(orderOf(asked, named, shortDigest));
      expect([status, body.done, body.purged >= forgotten]).toEqual([200, true, true]);
      expect(await servesEach(neighbours)).toEqual(neighbours.map((one) => !isNamed(one)));
      expect((await askFor(stage.service, asked)).headers['x-cache-status']).toBe('MISS');
      expect(await serves(asked)).toBe(true);
    },
  );

  it('of all forgets everything of its own tenant, and nothing of another', async () => {
    const asked = anAsked();
    const own = [asked, ...neighboursOf(asked)];
    const rival = { ...asked, key: RIVAL_KEY };
    await learnEach([...own, rival]);
    expect((await order({ all: true })).body.purged).toBeGreaterThanOrEqual(own.length);
    expect(await servesEach([...own, rival])).toEqual([...own.map(() => false), true]);
  });

  it('of one entry by its id forgets this one, once and for all', async () => {
    const asked = anAsked();
    const neighbours = neighboursOf(asked);
    const [id] = await learnEach([asked, ...neighbours]);
    const path = `/api/v1/entries/${id}`;
    for (let turn = 0; turn < 2; turn++) {
      const { status, headers, body } = await stage.service.request('DELETE', path, { key: ACME_KEY });
      expect([status, body]).toEqual([204, '']);
      const receipt = await receiptOf(stage.service, ACME_KEY, headers['x-cache-purge']!);
      expect(receipt.body).toMatchObject({ named: { entry: id }, done: true, purged: turn === 0 ? 1 : 0 });
      expect(await servesEach([asked, ...neighbours])).toEqual([false, ...neighbours.map(() => true)]);
    }
    expect((await stage.service.request('GET', path, { key: ACME_KEY })).status).toBe(404);
    expect(await learn(stage.service, asked)).not.toBe(id);
  });

  it('by a tag reaches what came through the providers own routes', async () => {
    const body = {
      ...{ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Which drawer is open?' }] },
      cache: { tags: ['drop-in'], mode: 'exact' },
    };
    const ask = async () => {
      const { headers } = await stage.service.request('POST', '/v1/chat/completions', {
        key: ACME_KEY,
        body,
      });
      return headers['x-cache-status'];
    };
    expect([await ask(), await ask()]).toEqual(['MISS', 'HIT']);
    expect((await order({ tags: ['drop-in'] })).body).toMatchObject({ purged: 1, done: true });
    expect([await ask(), await ask()]).toEqual(['MISS', 'HIT']);
  });

  it('of the same twice is two purges, with numbers that grow', async () => {
    const [one, other] = [await order({ tags: ['twice'] }), await order({ tags: ['twice'] })];
    expect(other.body.number).toBeGreaterThan(one.body.number);
  });

  it('has a receipt that says who, what, when, how many and that it is done, and no question', async () => {
    const asked = anAsked();
    await learn(stage.service, asked);
    const before = Date.now();
    const { body } = await order(orderOf(asked, NAMEABLE, shortDigest), SECOND_KEY);
    const { status, body: receipt } = await receiptOf(stage.service, ACME_KEY, body.number);
    expect([status, receipt]).toEqual([
      200,
      {
        ...{ number: body.number, at: body.at, by: shortDigest(SECOND_KEY), purged: 1, done: true },
        named: {
          ...{ namespace: asked.namespace, model: asked.model, tags: ['another', asked.tag] },
          writer: shortDigest(ACME_KEY),
          query_digest: createHash('sha256').update(asked.query).digest('hex'),
        },
      },
    ]);
    expect(Date.parse(body.at)).toBeGreaterThanOrEqual(before - 1_000);
    expect((await receiptOf(stage.service, RIVAL_KEY, body.number)).status).toBe(404);
    expect((await receiptOf(stage.service, ACME_KEY, body.number + 1)).status).toBe(404);
  });

  describe('while an answer is being made', () => {
    it.each(ORDERS)('by %s: the answer comes, and is not served to anybody after', async (_, orderFor) => {
      for (const more of [{}, { stream: true }]) {
        const asked = anAsked();
        const { answer } = await beginSlowly(asked, more);
        expect((await order(orderFor(asked))).status).toBe(200);
        expect((await answer).status).toBe(200);
        expect(await serves(asked)).toBe(false);
      }
    });

    it.each(ORDERS)(
      'by %s: who asks after it gets an answer from after it, for good',
      async (_, orderFor) => {
        const asked = anAsked();
        const { answer } = await beginSlowly(asked);
        await order(orderFor(asked));
        const fresh = await learn(stage.service, asked);
        await answer;
        expect(await servedBy(stage.service, asked)).toBe(fresh);
      },
    );

    it('of something else: the answer is remembered', async () => {
      const asked = anAsked();
      const { answer } = await beginSlowly(asked);
      for (const [, orderFor] of ORDERS.slice(1, 4)) await order(orderFor(anAsked()));
      await answer;
      await until(() => serves(asked));
    });
  });

  it('is not needed for a refresh: an older call that ends later does not write over it', async () => {
    const asked = anAsked();
    const { answer } = await beginSlowly(asked);
    const refreshed = await askFor(stage.service, asked, { headers: { 'cache-control': 'no-cache' } });
    expect(refreshed.headers['x-cache-status']).toBe('REFRESH');
    const fresh = await servedBy(stage.service, asked);
    expect(fresh).toBeDefined();
    await answer;
    for (let turn = 0; turn < 3; turn++) expect(await servedBy(stage.service, asked)).toBe(fresh);
  });
});

describe('a purge of a question that was answered in other words', () => {
  it('ends the answers to the other words as well, to the exact and the semantic tier', async () => {
    const { service, close } = await openStage(SEMANTIC);
    const tierOf = async (query: string) =>
      (await service.ask({ query }, ACME_KEY)).body.cache_info.cache_type as string | null;
    try {
      const [asked, paraphrase] = ['What is the capital city of France?', 'What is the capital of France?'];
      for (let turn = 0; turn < 2; turn++) {
        while ((await tierOf(asked)) === null);
        expect(await tierOf(paraphrase)).toBe('semantic');
        expect((await purge(service, ACME_KEY, { query: asked })).body.done).toBe(true);
        expect(await tierOf(paraphrase)).toBeNull();
        await purge(service, ACME_KEY, { all: true });
      }
    } finally {
      await close();
    }
  });
});
