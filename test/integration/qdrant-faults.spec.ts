import { freePort } from '../../apps/demo/src/free-port.js';
import { startSilentServer, type SilentServer } from '../support/silent-server.js';
import { timed, until } from '../support/timing.js';
import { QdrantScene, type QdrantIndex } from '../support/qdrant/qdrant-scene.js';
import { openQdrant, type QdrantUnderTest } from '../support/qdrant/qdrant-under-test.js';
import { startQdrantStandIn, type QdrantStandIn } from '../support/qdrant/server.js';

let qdrant: QdrantUnderTest;
let scene: QdrantScene;
beforeAll(async () => (qdrant = await openQdrant()));
afterAll(() => qdrant.close());
beforeEach(() => (scene = new QdrantScene(qdrant)));
afterEach(() => scene.close());

describe('a qdrant vector index', () => {
  it('comes back by itself when its collection is lost', async () => {
    const index = await scene.open();
    await index.add(scene.point('a'));
    const { states } = scene.context.signals;
    const before = states.length;
    await qdrant.request('DELETE', scene.collection());
    for (let call = 0; call < 3; call++)
      await expect(index.server.run(() => index.nearest(scene.query()))).rejects.toThrow(
        'Qdrant answered 404',
      );
    await until(() => index.server.isUp);
    await index.server.run(() => index.add(scene.point('b')));
    expect(await index.nearest(scene.query())).toHaveLength(1);
    expect(states.slice(before, before + 2)).toEqual(['qdrant:down', 'qdrant:up']);
  });

  it('starts without points when the key is not the server’s, and says that it is down', async () => {
    const standIn = await startQdrantStandIn({ apiKey: 'right' });
    const index = await scene.start({ QDRANT_URL: standIn.url, QDRANT_API_KEY: 'wrong' });
    expect({ isUp: index.server.isUp, states: scene.context.signals.states }).toEqual({
      isUp: false,
      states: ['qdrant:down'],
    });
    await expect(index.nearest(scene.query())).rejects.toThrow('Qdrant answered 401');
    await standIn.close();
  });
});

describe('a server that is not there', () => {
  let port: number;
  let standIn: QdrantStandIn | undefined;
  let index: QdrantIndex;
  beforeEach(async () => {
    port = await freePort();
    index = await scene.start({ QDRANT_URL: `http://127.0.0.1:${port}`, QDRANT_API_KEY: undefined });
  });
  afterEach(() => standIn?.close());

  it('lets the service start, fails calls at once, and is ready for points as soon as it is up', async () => {
    expect(scene.context.signals.states).toEqual(['qdrant:down']);
    await expect(index.server.run(() => index.nearest(scene.query()))).rejects.toThrow(/breaker is open/);
    await expect(index.ping()).rejects.toThrow();
    standIn = await startQdrantStandIn({ port });
    await until(() => index.server.isUp);
    await index.server.run(() => index.add(scene.point('a')));
    expect(await index.nearest(scene.query())).toHaveLength(1);
    await index.ping();
  });

  it('is not swept', async () => {
    expect(await index.sweep()).toBe(false);
  });
});

describe('a server that takes connections and never answers', () => {
  let frozen: SilentServer;
  beforeEach(async () => (frozen = await startSilentServer()));
  afterEach(() => frozen.close());

  it('delays the start by a second, and a search by its time budget', async () => {
    const settings = { QDRANT_URL: frozen.url, SEMANTIC_BUDGET_MS: 60 };
    const [index, start] = await timed(() => scene.start(settings));
    expect(start).toBeLessThan(1_500);
    const wait = timed(() => new Promise((done) => setTimeout(done, 60)));
    const searches = Array.from({ length: 40 }, () => timed(() => index!.nearest(scene.query())));
    // A busy machine is late with every timer: the searches may be no later than a plain one.
    const [, budget] = await wait;
    for (const [found, took] of await Promise.all(searches)) {
      expect(found).toBeUndefined();
      expect(took).toBeLessThan(budget + 200);
    }
  });

  it('delays a write by a second', async () => {
    const index = await scene.start({ QDRANT_URL: frozen.url });
    const [, took] = await timed(() => index.add(scene.point('a')));
    expect(took).toBeLessThan(1_500);
  });
});
