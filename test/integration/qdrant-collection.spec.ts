import { QdrantScene } from '../support/qdrant/qdrant-scene.js';
import { openQdrant, type QdrantUnderTest } from '../support/qdrant/qdrant-under-test.js';

let qdrant: QdrantUnderTest;
let scene: QdrantScene;
beforeAll(async () => (qdrant = await openQdrant()));
afterAll(() => qdrant.close());
beforeEach(() => (scene = new QdrantScene(qdrant)));
afterEach(() => scene.close());

interface Information {
  readonly config: object;
  readonly payload_schema: object;
}

describe('the collection of a qdrant vector index', () => {
  it('is made once by ten replicas that start together on an empty server', async () => {
    const indexes = await Promise.all(Array.from({ length: 10 }, () => scene.open()));
    await indexes[0]!.add(scene.point('a'));
    expect(await indexes[9]!.nearest(scene.query())).toHaveLength(1);
  });

  it('has no graph over all points but one per tenant, and an index on every field that is filtered by', async () => {
    await scene.open();
    const { config, payload_schema } = await qdrant.request<Information>('GET', scene.collection());
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
    await qdrant.request('PUT', scene.collection(), { vectors });
    const refused = expect(scene.start()).rejects;
    await refused.toThrow(message);
    await refused.toThrow(
      /test-model needs 4 numbers and Cosine\. Delete that collection .* or set KEY_PREFIX/,
    );
  });
});
