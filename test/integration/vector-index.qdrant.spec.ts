import type { EntryId } from '@app/core';
import { describeVectorIndex } from '@app/cache/testing';
import { QdrantScene, startIndex, working } from '../support/qdrant/qdrant-scene.js';
import { openQdrant, type QdrantUnderTest } from '../support/qdrant/qdrant-under-test.js';

const MINUTE = 60_000;

let qdrant: QdrantUnderTest;
let scene: QdrantScene;
beforeAll(async () => (qdrant = await openQdrant()));
afterAll(() => qdrant.close());
beforeEach(() => (scene = new QdrantScene(qdrant)));
afterEach(() => scene.close());

describeVectorIndex('qdrant', async (context) => working(await startIndex(context, qdrant.settings())), {
  isCapped: false,
});

describe('the removal from a qdrant vector index', () => {
  it('leaves a newer entry’s point, and points that lead to another of the named entries', async () => {
    const index = await scene.open();
    const [older, other] = [scene.point('a'), scene.point('b')];
    const newer = { ...older, entryId: 'newer' as EntryId };
    for (const one of [older, newer, other]) await index.add(one);
    await index.remove([
      older,
      { key: newer.key, entryId: other.entryId },
      { key: other.key, entryId: newer.entryId },
    ]);
    const left = (await index.nearest(scene.query())).map(({ entryId }) => entryId);
    expect(left.sort()).toEqual([newer.entryId, other.entryId].sort());
  });
});

describe('the sweep of a qdrant vector index', () => {
  /** Points on the server, without the one that replicas sign. */
  const count = async () => {
    const filter = { must: [{ key: 'tenant', match: { value: 'acme' } }] };
    const answer = await qdrant.request<{ count: number }>('POST', `${scene.collection()}/points/count`, {
      ...{ filter, exact: true },
    });
    return answer.count;
  };

  it('removes what expired, and nothing else', async () => {
    const index = await scene.open();
    const now = scene.context.clock.now();
    await index.add(scene.point('expired', { keepUntil: now + 1 }));
    await index.add(scene.point('live', { keepUntil: now + 2 }));
    scene.context.clock.advance(1);
    expect(await index.sweep()).toBe(true);
    expect(await count()).toBe(1);
    expect(await index.nearest(scene.query())).toHaveLength(1);
  });

  it('is done by one of many replicas, once a minute', async () => {
    const replicas = await Promise.all(Array.from({ length: 5 }, () => scene.open()));
    const sweepers = async () => {
      const swept = await Promise.all(replicas.map((replica) => replica.sweep()));
      return swept.filter(Boolean).length;
    };
    await replicas[0]!.sweep();
    expect(await sweepers()).toBe(0);
    scene.context.clock.advance(MINUTE - 1);
    expect(await sweepers()).toBe(0);
    scene.context.clock.advance(1);
    expect(await sweepers()).toBe(1);
  });
});
