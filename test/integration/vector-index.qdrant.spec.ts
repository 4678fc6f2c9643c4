import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { EntryId } from '@app/core';
import { anEntry } from '@app/core/testing';
import { CacheEnv, type VectorIndex, type VectorPoint, type VectorQuery } from '@app/cache';
import { testContext, VECTOR_INDEXES, type TestContext } from '@app/cache/testing';
import { vectorIndexContract } from '../../libs/cache/src/contract/vector-index.contract.js';
import { openQdrant, type QdrantUnderTest } from '../support/qdrant/qdrant-under-test.js';
import { startQdrantStandIn, type QdrantStandIn } from '../support/qdrant/server.js';

type QdrantIndex = Awaited<ReturnType<typeof VECTOR_INDEXES.qdrant>>;

const MINUTE = 60_000;

let qdrant: QdrantUnderTest;
beforeAll(async () => {
  qdrant = await openQdrant();
  process.stdout.write(`vector-index.qdrant.spec.ts runs against ${qdrant.name}\n`);
});
afterAll(() => qdrant.close());

vectorIndexContract(
  'qdrant',
  (context) => {
    const environment = Object.assign(new CacheEnv(), context.environment, qdrant.settings());
    return VECTOR_INDEXES.qdrant({ ...context, environment });
  },
  { isCapped: false },
);

describe('qdrant vector index', () => {
  let context: TestContext;
  let opened: VectorIndex[];
  beforeEach(() => {
    context = testContext(qdrant.settings());
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((index) => index.close()));
    context.dispose();
  });

  const open = async (settings: Partial<CacheEnv> = {}): Promise<QdrantIndex> => {
    const environment = Object.assign(new CacheEnv(), context.environment, settings);
    const index = await VECTOR_INDEXES.qdrant({ ...context, environment });
    opened.push(index);
    return index;
  };
  const point = (question: string, parts: Partial<VectorPoint> = {}): VectorPoint => {
    const { key, id, tenant, scope, epochs } = anEntry({ question });
    const keepUntil = context.clock.now() + 1_000;
    return { key, entryId: id, tenant, scope, epochs, keepUntil, vector: AXIS, ...parts };
  };
  const query = (): VectorQuery => {
    const { tenant, scope, epochs } = anEntry();
    return { tenant, scope, epochs, now: context.clock.now(), vector: AXIS, limit: 4 };
  };
  const collection = () => `/collections/${context.environment.KEY_PREFIX}-test-model-4-v1`;
  const AXIS = Float32Array.from([1, 0, 0, 0]);

  describe('its collection', () => {
    it('is made once by ten replicas that start together on an empty server', async () => {
      const indexes = await Promise.all(Array.from({ length: 10 }, () => open()));
      expect(indexes.map(({ server }) => server.isUp)).toEqual(indexes.map(() => true));
      await indexes[0]!.add(point('a'));
      expect(await indexes[9]!.nearest(query())).toHaveLength(1);
    });

    it('has no graph over all points but one per tenant, and an index on every field that is filtered by', async () => {
      await open();
      const { config, payload_schema } = await qdrant.request<Information>('GET', collection());
      expect(config).toMatchObject({
        params: { vectors: { size: 4, distance: 'Cosine' } },
        hnsw_config: { m: 0, payload_m: 16 },
      });
      expect(payload_schema).toMatchObject({
        tenant: { data_type: 'keyword', params: { is_tenant: true } },
        scope: { data_type: 'keyword' },
        epoch_tenant: { data_type: 'integer' },
        epoch_namespace: { data_type: 'integer' },
        expires_at: { data_type: 'integer' },
        entry_id: { data_type: 'keyword' },
      });
    });

    it.each([
      ['dimension', { size: 8, distance: 'Cosine' }, /holds vectors of 8 numbers compared by Cosine/],
      ['distance', { size: 4, distance: 'Dot' }, /holds vectors of 4 numbers compared by Dot/],
    ])('is refused when it is somebody else’s, of another %s', async (_, vectors, message) => {
      await qdrant.request('PUT', collection(), { vectors });
      const refused = expect(open()).rejects;
      await refused.toThrow(message);
      await refused.toThrow(
        /test-model needs 4 numbers and Cosine\. Delete that collection .* or set KEY_PREFIX/,
      );
    });

    it('comes back by itself when it is lost', async () => {
      const index = await open();
      await index.add(point('a'));
      await qdrant.request('DELETE', collection());
      for (let call = 0; call < 3; call++)
        await expect(index.server.run(() => index.nearest(query()))).rejects.toThrow('Qdrant answered 404');
      await until(() => index.server.isUp);
      await index.server.run(() => index.add(point('b')));
      expect(await index.nearest(query())).toHaveLength(1);
      expect(context.signals.states).toEqual(['qdrant:down', 'qdrant:up']);
    });
  });

  describe('a server that is not there', () => {
    let port: number;
    let standIn: QdrantStandIn | undefined;
    let index: QdrantIndex;
    beforeEach(async () => {
      port = await freePort();
      const began = performance.now();
      index = await open({ QDRANT_URL: `http://127.0.0.1:${port}`, QDRANT_API_KEY: undefined });
      expect(performance.now() - began).toBeLessThan(1_000);
    });
    afterEach(() => standIn?.close());

    it('lets the service start, fails calls at once, and is ready for points as soon as it is up', async () => {
      expect(context.signals.states).toEqual(['qdrant:down']);
      await expect(index.server.run(() => index.nearest(query()))).rejects.toThrow(/breaker is open/);
      await expect(index.ping()).rejects.toThrow();
      standIn = await startQdrantStandIn({ port });
      await until(() => index.server.isUp);
      await index.server.run(() => index.add(point('a')));
      expect(await index.nearest(query())).toHaveLength(1);
      await index.ping();
    });

    it('is not swept', async () => {
      expect(await index.sweep()).toBe(false);
    });
  });

  it('starts without points when the key is not the server’s, and says that it is down', async () => {
    const standIn = await startQdrantStandIn({ apiKey: 'right' });
    const index = await open({ QDRANT_URL: standIn.url, QDRANT_API_KEY: 'wrong' });
    expect({ isUp: index.server.isUp, states: context.signals.states }).toEqual({
      isUp: false,
      states: ['qdrant:down'],
    });
    await expect(index.nearest(query())).rejects.toThrow('Qdrant answered 401');
    await standIn.close();
  });

  describe('a server that takes connections and never answers', () => {
    let frozen: Frozen;
    beforeEach(async () => (frozen = await freeze()));
    afterEach(() => frozen.close());

    it('delays the start by a second, and a search by its time budget', async () => {
      const settings = { QDRANT_URL: frozen.url, SEMANTIC_BUDGET_MS: 60 };
      const [index, start] = await timed(() => open(settings));
      expect(start).toBeLessThan(1_500);
      const searches = Array.from({ length: 40 }, () => timed(() => index!.nearest(query())));
      for (const [found, took] of await Promise.all(searches)) {
        expect(found).toBeUndefined();
        expect(took).toBeLessThan(60 + 200);
      }
    });

    it('delays a write by a second', async () => {
      const index = await open({ QDRANT_URL: frozen.url });
      const [, took] = await timed(() => index.add(point('a')));
      expect(took).toBeLessThan(1_500);
    });
  });

  it('leaves a newer entry’s point, and points that another entry leads to, when it removes', async () => {
    const index = await open();
    const [older, other] = [point('a'), point('b')];
    const newer = { ...older, entryId: 'newer' as EntryId };
    for (const one of [older, newer, other]) await index.add(one);
    await index.remove([
      older,
      { key: newer.key, entryId: other.entryId },
      { key: other.key, entryId: newer.entryId },
    ]);
    const left = (await index.nearest(query())).map(({ entryId }) => entryId);
    expect(left.sort()).toEqual([newer.entryId, other.entryId].sort());
  });

  describe('its sweep', () => {
    /** Points on the server, without the one that replicas sign. */
    const count = async () => {
      const filter = { must: [{ key: 'tenant', match: { value: 'acme' } }] };
      const answer = await qdrant.request<{ count: number }>('POST', `${collection()}/points/count`, {
        ...{ filter, exact: true },
      });
      return answer.count;
    };

    it('removes what expired, and nothing else', async () => {
      const index = await open();
      const now = context.clock.now();
      await index.add(point('expired', { keepUntil: now + 1 }));
      await index.add(point('live', { keepUntil: now + 2 }));
      context.clock.advance(1);
      expect(await index.sweep()).toBe(true);
      expect(await count()).toBe(1);
      expect(await index.nearest(query())).toHaveLength(1);
    });

    it('is done by one of many replicas, once a minute', async () => {
      const replicas = await Promise.all(Array.from({ length: 5 }, () => open()));
      const sweepers = async () => {
        const swept = await Promise.all(replicas.map((replica) => replica.sweep()));
        return swept.filter(Boolean).length;
      };
      await replicas[0]!.sweep();
      expect(await sweepers()).toBe(0);
      context.clock.advance(MINUTE - 1);
      expect(await sweepers()).toBe(0);
      context.clock.advance(1);
      expect(await sweepers()).toBe(1);
    });
  });
});

interface Information {
  readonly config: object;
  readonly payload_schema: object;
}

interface Frozen {
  readonly url: string;
  close(): Promise<void>;
}

async function freeze(): Promise<Frozen> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async () => {
    sockets.forEach((socket) => socket.destroy());
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** The result, absent when it failed, and how long it took. */
async function timed<Result>(work: () => Promise<Result>): Promise<[Result | undefined, number]> {
  const began = performance.now();
  const result = await work().catch(() => undefined);
  return [result, performance.now() - began];
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
}
