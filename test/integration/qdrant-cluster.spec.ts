import { Logger } from '@nestjs/common';
import { QdrantCluster, LOSSES } from '../support/qdrant/cluster.js';
import { QdrantScene, type QdrantIndex } from '../support/qdrant/qdrant-scene.js';
import { until } from '../support/timing.js';

const NODES = [0, 1, 2];
/** So large that only a silent node, never a busy machine, makes a search late. Milliseconds. */
const BUDGET_MS = 1_000;

let cluster: QdrantCluster;
let scene: QdrantScene;
let warned: string[];
beforeEach(async () => {
  warned = [];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((text: unknown) => void warned.push(String(text)));
  jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  cluster = await QdrantCluster.start({ isStrict: true });
  scene = new QdrantScene({
    settings: () => ({ QDRANT_URL: cluster.url, SEMANTIC_BUDGET_MS: BUDGET_MS }),
  } as never);
});
afterEach(async () => {
  await scene.close();
  await cluster.close();
  jest.restoreAllMocks();
});

interface Parameters {
  readonly replication_factor: number;
  readonly shard_number: number;
  readonly write_consistency_factor: number;
}

async function request<Result>(method: string, path: string, body?: object): Promise<Result> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${cluster.urls[0]}${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  });
  return ((await answer.json()) as { result: Result }).result;
}

async function parameters(): Promise<Parameters> {
  const { config } = await request<{ config: { params: Parameters } }>('GET', scene.collection());
  return config.params;
}

describe.each(LOSSES)('a cluster of three with one node %s', (loss) => {
  it.each(NODES)(
    'goes on finding, writing and removing without node %i, each within its time',
    async (lost) => {
      const index = await scene.open();
      const [before, after] = [scene.point('before'), scene.point('after')];
      await index.add(before);
      await cluster.lose(lost, loss);
      for (let search = 0; search < 12; search++) {
        // After its time it would fail.
        expect(await index.nearest(scene.query())).toHaveLength(1);
      }
      await index.add(after);
      await index.remove([before]);
      expect((await index.nearest(scene.query())).map(({ entryId }) => entryId)).toEqual([after.entryId]);
      await index.ping();
      expect(index.server.isUp).toBe(true);
    },
  );

  it.each(NODES)('is found and used by an index that starts without node %i', async (lost) => {
    await (await scene.open()).add(scene.point('before'));
    await cluster.lose(lost, loss);
    const index = await scene.start();
    expect(index.server.isUp).toBe(true);
    expect(await index.nearest(scene.query())).toHaveLength(1);
  });

  it('asks the lost node nothing but whether it is ready, and calls it again when it is', async () => {
    const index = await scene.open();
    await cluster.lose(1, loss);
    await searchThrice(index);
    const before = cluster.requests(1).length;
    for (let search = 0; search < 30; search++) await index.nearest(scene.query());
    const asked = cluster.requests(1).slice(before);
    expect(asked.filter((one) => one !== 'GET /readyz')).toEqual([]);
    await cluster.bringBack(1);
    const back = cluster.requests(1).length;
    await until(async () => {
      await index.nearest(scene.query());
      return cluster
        .requests(1)
        .slice(back)
        .some((one) => one.includes('/points/query'));
    });
    expect(warned.filter((text) => text.includes('is left out'))).toHaveLength(1);
  });
});

describe('a call', () => {
  it('tells the server how long it may take, in whole seconds', async () => {
    const index = await scene.open();
    await index.add(scene.point('a'));
    await index.nearest(scene.query());
    await index.remove([scene.point('a')]);
    await index.sweep();
    const asked = NODES.flatMap((node) => cluster.requests(node));
    expect(asked.filter((one) => !/[?&]timeout=[15]$/.test(one))).toEqual([]);
  });

  it('fails within its time, after asking two nodes, when all are silent', async () => {
    const index = await scene.open();
    for (const node of NODES) await cluster.lose(node, 'frozen');
    // The first node may be asked whether it is ready again before the second was given up.
    const searches = (node: number) =>
      cluster.requests(node).filter((one) => !one.includes('/readyz')).length;
    const before = NODES.map(searches);
    await expect(index.nearest(scene.query())).rejects.toThrow();
    const asked = NODES.map((node) => searches(node) - before[node]!);
    expect(asked.sort()).toEqual([0, 1, 1]);
  });

  it('is not repeated when the answer is final', async () => {
    const index = await scene.open();
    await request('DELETE', scene.collection());
    await request('PUT', scene.collection(), { vectors: { size: 8, distance: 'Cosine' } });
    const before = NODES.flatMap((node) => cluster.requests(node)).length;
    await expect(index.nearest(scene.query())).rejects.toThrow('Qdrant answered 400');
    expect(NODES.flatMap((node) => cluster.requests(node))).toHaveLength(before + 1);
  });
});

describe('the collection that is made on a cluster', () => {
  it('has two copies of each vector, a shard per node, and writes that one copy suffices for', async () => {
    await scene.open();
    expect(await parameters()).toMatchObject({
      ...{ replication_factor: 2, shard_number: 3, write_consistency_factor: 1 },
    });
    expect(warned).toEqual([]);
  });

  it('has the copies and shards that were asked for', async () => {
    await scene.start({ QDRANT_REPLICATION: 3, QDRANT_SHARDS: 6 });
    expect(await parameters()).toMatchObject({ replication_factor: 3, shard_number: 6 });
  });

  it('has two copies also when only one address of the cluster is known', async () => {
    await scene.start({ QDRANT_URL: cluster.urls[1] });
    expect(await parameters()).toMatchObject({ replication_factor: 2 });
  });

  it('has fewer copies than were asked for where there are fewer nodes, which is told', async () => {
    await scene.start({ QDRANT_REPLICATION: 4 });
    expect(await parameters()).toMatchObject({ replication_factor: 4 });
    expect(warned).toEqual([expect.stringMatching(/QDRANT_REPLICATION is 4, but the cluster has 3 nodes/)]);
  });

  it('is doubted when the addresses lead to servers that are no cluster', async () => {
    const [one, other] = [await QdrantCluster.start({ nodes: 1 }), await QdrantCluster.start({ nodes: 1 })];
    await scene.start({ QDRANT_URL: `${one.url},${other.url}` });
    await one.close();
    await other.close();
    const doubt = /QDRANT_URL names 2 servers, but one of them says that it is no cluster\./;
    expect(warned).toContainEqual(expect.stringMatching(doubt));
  });

  it('has one copy on a server that is no cluster', async () => {
    const single = await QdrantCluster.start({ nodes: 1 });
    await scene.start({ QDRANT_URL: single.url });
    expect(warned).toEqual([]);
    const answer = await fetch(`${single.url}${scene.collection()}`);
    expect(await answer.json()).toMatchObject({ result: { config: { params: { replication_factor: 1 } } } });
    await single.close();
  });
});

describe('a collection that is there with other values', () => {
  const vectors = { size: 4, distance: 'Cosine' };

  it('is used, and each value is told once: what it has, what is wished, how to change it', async () => {
    const other = { replication_factor: 1, shard_number: 2, write_consistency_factor: 2 };
    await request('PUT', scene.collection(), { vectors, ...other });
    const index = await scene.start({ QDRANT_SHARDS: 3 });
    await index.add(scene.point('a'));
    expect(await index.nearest(scene.query())).toHaveLength(1);
    expect(warned).toEqual([
      expect.stringMatching(/has replication factor 1; 2 is wished\. .*To change it, delete the collection/),
      expect.stringMatching(/has number of shards 2; 3 is wished/),
      expect.stringMatching(/has write consistency factor 2; 1 is wished/),
    ]);
  });

  it('is used without a word when one copy was asked for', async () => {
    await request('PUT', scene.collection(), { vectors, replication_factor: 1 });
    await scene.start({ QDRANT_REPLICATION: 1 });
    expect(warned).toEqual([]);
  });

  it('is down, and stays down, while a node holds the only copy of a shard and is gone', async () => {
    await request('PUT', scene.collection(), { vectors, replication_factor: 1 });
    const index = await scene.start({ QDRANT_REPLICATION: 1, SEMANTIC_BUDGET_MS: 200 });
    await cluster.lose(2, 'killed');
    for (let search = 0; search < 3; search++)
      await index.server.run(() => index.nearest(scene.query())).catch(() => undefined);
    const { states } = scene.context.signals;
    expect(states).toEqual(['qdrant:down']);
    // Longer than it takes to ask whether it is back.
    await new Promise((done) => setTimeout(done, 1_500));
    expect(states).toEqual(['qdrant:down']);
    await cluster.bringBack(2);
    await until(() => index.server.isUp);
    expect(states).toEqual(['qdrant:down', 'qdrant:up']);
  });
});

async function searchThrice(index: QdrantIndex): Promise<void> {
  for (let search = 0; search < 3; search++) await index.nearest(scene.query());
}
